"""Addresses of the desk."""

from django.urls import URLPattern, path

from remit.web.desk import account, letters, pages

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("search", pages.search, name="search"),
    path("act-for", pages.act_for, name="act_for"),
    path("letters", letters.letters, name="letters"),
    path("letters/<int:pk>", letters.letter, name="letter"),
    path("letters/<int:pk>/pages", letters.letter_pdf, name="letter_pdf"),
    path("account", account.account, name="account"),
    path("account/language", account.choose_language, name="choose_language"),
    path("account/password", account.change_password, name="change_password"),
    path("account/tokens", account.issue_token, name="issue_token"),
    path("account/tokens/<int:pk>/revoke", account.revoke_token, name="revoke_token"),
]
