"""Addresses of cases."""

from django.urls import URLPattern, path

from remit.web.cases import appeals, decisions, dossier, facts, persons, registers, reports, shares

urlpatterns: list[URLPattern] = [
    path("", registers.cases, name="cases"),
    path("mine", registers.my_cases, name="my_cases"),
    path("reports", registers.reports, name="reports"),
    path("reports/new", reports.receive_report, name="receive_report"),
    path("reports/<int:pk>", reports.report, name="report"),
    path(
        "reports/<int:pk>/conclude",
        reports.conclude_verification,
        name="conclude_verification",
    ),
    path("reports/<int:pk>/open", reports.open_case, name="open_case"),
    path("<int:pk>", dossier.case, name="case"),
    path("<int:pk>/history", dossier.case_history, name="case_history"),
    path("<int:pk>/close", dossier.close_case, name="close_case"),
    path("<int:pk>/facts", facts.facts, name="facts"),
    path("<int:pk>/facts/state", facts.state_fact, name="state_fact"),
    path("<int:pk>/people/name", facts.name_concerned, name="name_concerned"),
    path("<int:pk>/shares", shares.attribution, name="attribution"),
    path("<int:pk>/shares/adopt", shares.adopt_attribution, name="adopt_attribution"),
    path("<int:pk>/shares/<slug:kind>.svg", shares.share_picture, name="share_picture"),
    path("facts/<int:pk>/evidence", facts.add_evidence, name="add_evidence"),
    path("evidence/<int:pk>", facts.evidence, name="evidence_file"),
    path("people/<int:pk>", persons.concerned, name="concerned"),
    path("people/<int:pk>/hear", persons.hear, name="hear"),
    path("people/<int:pk>/waive", persons.waive_hearing, name="waive_hearing"),
    path("people/<int:pk>/determine", persons.determine, name="determine"),
    path("people/<int:pk>/propose", decisions.propose_decision, name="propose_decision"),
    path("people/<int:pk>/rehabilitate", persons.rehabilitate, name="rehabilitate"),
    path("decisions/<int:pk>", decisions.decision, name="decision"),
    path("decisions/<int:pk>/letter", decisions.decision_letter, name="decision_letter"),
    path("decisions/<int:pk>/confirm", decisions.confirm_decision, name="confirm_decision"),
    path("decisions/<int:pk>/send-back", decisions.send_back, name="send_back"),
    path("decisions/<int:pk>/serve", decisions.serve_decision, name="serve_decision"),
    path("decisions/<int:pk>/appeal", appeals.file_appeal, name="file_appeal"),
    path("appeals/<int:pk>", appeals.appeal, name="appeal"),
    path("appeals/<int:pk>/propose", appeals.propose_on_appeal, name="propose_on_appeal"),
    path("appeals/<int:pk>/decide", appeals.decide_appeal, name="decide_appeal"),
]
