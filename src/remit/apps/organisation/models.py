"""Who stands where: units, posts, people, appointments; duties, powers, means."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Bilingual
from remit.engines.words import Words

# Each level of `Unit.path` is the unit's number in six digits: digits sort alike in every collation.
STEP = 6

# What stands in the place of a person's name that was erased by law, and how such a sign-in name begins.
ERASED = Words("已依法删除的人员", "person erased by law")
ERASED_LOGIN = "erased-"

RUNS_FORWARD = Q(until__isnull=True) | Q(until__gt=F("since"))


class Unit(models.Model):
    """A place in an organisation: a county, an office, a project department. The root is the organisation.

    Not a group of people: people belong to units only through posts.

    Personal data: none.
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=120, db_index=True)
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, default="CN")
    invented = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    name = Bilingual("name")

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="unit_runs_forward"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="unit_has_a_name"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(parent__isnull=True), name="organisation_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The unit's reference in entries."""
        return f"organisation.unit:{self.pk}"

    @property
    def root_path(self) -> str:
        """The path of the organisation the unit belongs to."""
        return self.path[:STEP]


class People(BaseUserManager["Person"]):
    """How Django's sign-in finds a person."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this sign-in name."""
        return self.get(login=username)


class PersonName(Bilingual):
    """A person's name, or what stands in its place once it was erased."""

    def words(self, row: object) -> Words:
        """Both texts of the row."""
        return ERASED if getattr(row, "erased", False) else super().words(row)


class Person(AbstractBaseUser):
    """A human being who holds or held posts, or signs in. Not a post: duties belong to posts.

    `home` is the organisation that enrolled the person; posts may be held in others as well. Of an
    `erased` person only that there was one is kept, for what was done in office.

    Personal data: names, e-mail address, sign-in name and password hash, language.
    """

    login = models.CharField(_("sign-in name"), max_length=80, unique=True)
    name_zh = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    home = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="enrolled_people"
    )
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    erased = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)

    # Signing in notes the time, and may write the same password's hash anew.
    untold = frozenset({"last_login", "password"})

    objects: ClassVar[People] = People()
    name = PersonName("name")

    USERNAME_FIELD = "login"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased=True) | ~Q(name_zh="", name_en=""), name="person_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(erased=False)
                | Q(name_zh="", name_en="", email="", is_active=False, last_login__isnull=True),
                name="person_erased_has_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The person's reference in entries."""
        return f"organisation.person:{self.pk}"


class Post(models.Model):
    """A place that one person fills: the unit of duty, power and responsibility. Not the person.

    Personal data: none.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    heads_unit = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    name = Bilingual("name")

    class Meta:
        ordering = ["unit__path", "id"]
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="post_runs_forward"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="post_has_a_name"),
            models.UniqueConstraint(fields=["unit", "code"], name="post_code_once_in_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The post's reference in entries."""
        return f"organisation.post:{self.pk}"


class Appointment(models.Model):
    """A person in a post for [since, until): incumbent, acting or deputy. Superseded, never moved.

    Personal data: links a person with a post and dates.
    """

    class Kind(models.TextChoices):
        """In which capacity the person fills the post."""

        INCUMBENT = "incumbent", _("incumbent")
        ACTING = "acting", _("acting")
        DEPUTY = "deputy", _("deputy")

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.INCUMBENT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="appointment_runs_forward"),
            models.UniqueConstraint(
                fields=["post", "person", "kind", "since"], name="appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"

    @property
    def ref(self) -> str:
        """The reference of the person in the post, as actor in entries."""
        return f"organisation.appointment:{self.pk}"


class Listed(models.Model):
    """A line of the power-and-responsibility list: numbered, cited, in force for [since, until).

    Personal data: none.
    """

    number = models.CharField(max_length=20)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    basis = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    text = Bilingual("text")

    class Meta:
        abstract = True
        ordering = ["post", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Duty(Listed):
    """What a post must do. Not a task: tasks and plans point to the duty they serve.

    Personal data: none.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="duties")

    class Meta(Listed.Meta):
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="duty_runs_forward"),
            models.UniqueConstraint(fields=["post", "number", "since"], name="duty_number_once"),
        ]

    @property
    def ref(self) -> str:
        """The duty's reference in entries."""
        return f"organisation.duty:{self.pk}"


class Power(Listed):
    """What a post may decide. `code` ties it to what Remit lets the holder do (docs/reference/powers.md).

    Personal data: none.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="powers")
    code = models.CharField(max_length=60, blank=True, db_index=True)

    class Meta(Listed.Meta):
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="power_runs_forward"),
            models.UniqueConstraint(fields=["post", "number", "since"], name="power_number_once"),
        ]

    @property
    def ref(self) -> str:
        """The power's reference in entries."""
        return f"organisation.power:{self.pk}"


class Means(Listed):
    """What a post was given for its duties: budget, staff, equipment. Not what it asked for.

    Personal data: none.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="means")
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    measure = models.CharField(max_length=30, blank=True)

    class Meta(Listed.Meta):
        verbose_name_plural = "means"
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="means_runs_forward"),
            models.UniqueConstraint(fields=["post", "number", "since"], name="means_number_once"),
        ]

    @property
    def quantity(self) -> Decimal | None:
        """The amount without needless zeros: 1 and not 1.00."""
        if self.amount is None or self.amount % 1:
            return self.amount
        return self.amount.quantize(Decimal(1))

    @property
    def ref(self) -> str:
        """The reference of the means in entries."""
        return f"organisation.means:{self.pk}"


class Delegation(models.Model):
    """A power lent to another post for [since, until). The lender keeps the power and answers for it.

    Personal data: none.
    """

    power = models.ForeignKey(Power, models.PROTECT, related_name="delegations")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=RUNS_FORWARD, name="delegation_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.power} -> {self.to_post}"

    @property
    def ref(self) -> str:
        """The delegation's reference in entries."""
        return f"organisation.delegation:{self.pk}"


class Token(models.Model):
    """A key with which a program acts for an appointment. Only its SHA-256 is kept.

    Personal data: links a program with a person in a post.
    """

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.label

    @property
    def ref(self) -> str:
        """The token's reference in entries."""
        return f"organisation.token:{self.pk}"
