"""Files that are the same for everybody, so that any cache between us and the reader may keep them.

Every page depends on the reader's session and language, and says so in its headers; such a file does not.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

BY_READER = ("Vary", "Content-Language")


class Published(HttpResponse):
    """A file that is the same for everybody; `kept` says how long a cache may keep it."""

    def __init__(self, content: str | bytes, *, content_type: str, kept: str) -> None:
        super().__init__(content, content_type=content_type, headers={"Cache-Control": kept})


class PublishedMiddleware:
    """Takes from published files what others have said of the reader: headers and cookies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, Published):
            for name in BY_READER:
                response.headers.pop(name, None)
            response.cookies.clear()
        return response
