"""Pure reckoning: frozen values in, frozen values out, each result with its reasons."""
