"""Every address of the installation."""

from django.urls import URLPattern, URLResolver, include, path

from remit.api.site import addresses

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", addresses),
    path("", include("remit.web.urls")),
]
