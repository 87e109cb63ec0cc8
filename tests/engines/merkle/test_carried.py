"""A checkpoint is found again in whatever form a mail program saves it."""

from email import policy
from email.message import EmailMessage

import pytest

from remit.engines.merkle import (
    Checkpoint,
    MalformedNote,
    SignatureKind,
    carried_note,
    cosign,
    generate_signer,
    sign_checkpoint,
)

KEY = generate_signer("remit-ledger-test", b"k" * 32)
WITNESS = generate_signer("audit-office", b"w" * 32, SignatureKind.COSIGNATURE)
NOTE = cosign(sign_checkpoint(Checkpoint(KEY.name, 70, b"r" * 32), KEY), WITNESS, 1_900_000_000)


def mail(encoding: str = "") -> EmailMessage:
    """A mail in two languages that carries the note."""
    made = EmailMessage(policy=policy.SMTP)
    made["Subject"] = "试验镇2026年3月计划完成情况"
    made.set_content("请保留此邮件。\n")
    made.add_alternative("<p>请保留此邮件。</p>", subtype="html")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment(NOTE.written, filename="ledger-checkpoint.txt", cte=encoding or None)
    return made


@pytest.mark.parametrize(
    "written",
    [
        NOTE.written.encode(),
        NOTE.written.strip().encode(),
        NOTE.written.replace("\n", "\r\n").encode(),
        f"Keep this:\n\n{NOTE.written}\nYours\n".encode(),
        "".join(f"> {line}\n" for line in NOTE.written.splitlines()).encode(),
        mail().as_bytes(),
        mail("base64").as_bytes(),
        mail("quoted-printable").as_bytes(),
        mail("8bit").as_bytes(),
    ],
)
def test_the_note_is_found_with_all_its_signatures(written: bytes) -> None:
    assert carried_note(written) == NOTE


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"Dear Sir or Madam,\n\nplease find enclosed\n",
        b"\xff\xfe\x00",
        NOTE.written.split("\n\n")[0].encode(),
        NOTE.written.replace("70", "seventy").encode(),
        b'Content-Type: text/plain; charset="no-such"\n\nhello\n',
        b"\n".join([b"a"] * 20_000),
    ],
)
def test_where_there_is_none_it_says_what_to_use(written: bytes) -> None:
    with pytest.raises(MalformedNote, match=r"ledger-checkpoint\.txt"):
        carried_note(written)
