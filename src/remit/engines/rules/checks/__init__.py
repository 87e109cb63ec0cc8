"""What can be proved wrong with a pack of rules from the pack alone, each flaw with a case to see it in.

The parser refuses what cannot be read: loops of overriding, labels that nobody bears, rules without a
source. Here a pack that can be read is looked at as a whole. The searches are exact over the cells that
the rules' conditions cut, and where one is given up a flaw of the kind `not_checked` says so.

>>> from remit.engines.rules.parsing import parse_pack
>>> law = {"id": "r", "title": {"zh": "规定", "en": "Rule"}, "issuer": {"zh": "某", "en": "We"},
...        "since": "2020-01-01", "verification": "read"}
>>> pack = parse_pack({"pack.yaml": {
...     "pack": "tiny", "version": "1", "title": {"zh": "例", "en": "Tiny"}, "instruments": [law],
...     "vocabulary": [{"fact": "late", "type": "bool",
...                     "question": {"zh": "是否逾期？", "en": "Late?"}}],
...     "ladder": [{"measure": "talk", "name": {"zh": "谈话", "en": "talk"}, "kind": "x",
...                 "cite": {"in": "r", "article": 1}}]},
...     "rules/all.yaml": {"rules": [{"rule": "never", "title": {"zh": "无", "en": "Never"},
...         "cite": {"in": "r", "article": 2}, "verification": "read", "modality": "shall",
...         "when": {"late": True, "not": {"late": True}}, "then": {"cap": "talk"}}]}})
>>> [(flaw.kind.value, flaw.rules) for flaw in check_pack(pack)]
[('unreachable', ('never',))]
"""

from remit.engines.rules.checks.checking import check_pack
from remit.engines.rules.checks.flaws import FlawKind, PackFlaw

__all__ = ["FlawKind", "PackFlaw", "check_pack"]
