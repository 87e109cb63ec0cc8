"""The addresses of the pages, by where the reader stands."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from remit.web.access import PUBLIC, SIGNED_IN, declared

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "sign-in",
        declared(auth.LoginView.as_view(template_name="sign_in.html"), PUBLIC),
        name="sign_in",
    ),
    path("sign-out", declared(auth.LogoutView.as_view(), SIGNED_IN), name="sign_out"),
    path("language", declared(set_language, PUBLIC), name="set_language"),
    path("", include("remit.web.desk.urls")),
    path("organisation/", include("remit.web.organisation.urls")),
    path("plans/", include("remit.web.plans.urls")),
    path("matters/", include("remit.web.matters.urls")),
    path("insight/", include("remit.web.insight.urls")),
    path("lab/", include("remit.web.lab.urls")),
    path("cases/", include("remit.web.cases.urls")),
    path("public/", include("remit.web.public.urls")),
    path("", include("remit.web.ledger.urls")),
    path("house/", include("remit.web.rules.urls")),
    path("house/", include("remit.web.retention.urls")),
    path("house/", include("remit.web.house.urls")),
]
