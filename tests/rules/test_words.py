"""English texts have one Chinese: the catalogues are one when pages are read, and one would win."""

from collections import defaultdict

from tools.locale import catalogues


def test_no_text_has_two_chinese_texts_in_different_catalogues() -> None:
    found: dict[tuple[object, object], dict[str, str]] = defaultdict(dict)
    for path, catalog in catalogues():
        for entry in catalog:
            if entry.id and entry.string:
                found[entry.context, str(entry.id)][str(entry.string)] = str(path.parent)
    twice = {str(key[1]): chinese for key, chinese in found.items() if len(chinese) > 1}
    assert twice == {}, "say it otherwise in English where it means something else"
