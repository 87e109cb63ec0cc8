"""Founding organisations, filling posts, listing duties, powers and means."""

from remit.apps.organisation.actions.authority import (
    DELEGATE,
    MAINTAIN,
    PowerNotHeld,
    RunsBackward,
    actor,
    require,
)
from remit.apps.organisation.actions.erasing import PersonStillInPost, erase_person
from remit.apps.organisation.actions.importing import WorkbookNotSound, import_workbook
from remit.apps.organisation.actions.lists import (
    delegate_power,
    end_delegation,
    end_listing,
    grant_means,
    list_duty,
    list_power,
)
from remit.apps.organisation.actions.people import (
    PasswordTooWeak,
    PersonErased,
    PostAlreadyFilled,
    SignInNameTaken,
    TenureNotOpen,
    appoint,
    choose_language,
    end_appointment,
    enrol_person,
    issue_token,
    revoke_token,
    set_password,
)
from remit.apps.organisation.actions.structure import create_post, create_unit, found_organisation

__all__ = [
    "DELEGATE",
    "MAINTAIN",
    "PasswordTooWeak",
    "PersonErased",
    "PersonStillInPost",
    "PostAlreadyFilled",
    "PowerNotHeld",
    "RunsBackward",
    "SignInNameTaken",
    "TenureNotOpen",
    "WorkbookNotSound",
    "actor",
    "appoint",
    "choose_language",
    "create_post",
    "create_unit",
    "delegate_power",
    "end_appointment",
    "end_delegation",
    "end_listing",
    "enrol_person",
    "erase_person",
    "found_organisation",
    "grant_means",
    "import_workbook",
    "issue_token",
    "list_duty",
    "list_power",
    "require",
    "revoke_token",
    "set_password",
]
