"""The shipped catalogue says what is true, and a mistake in a data file is told by file and entry."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

import agent.planner
from agent.planner.catalogue import Catalogue, CatalogueError, catalogue, load
from agent.planner.phantom import Account, Kind, Phantom, Stage, Subject

CATALOGUE = catalogue()
FILES = sorted((Path(agent.planner.__file__).parent / "phantoms").glob("*.yaml"))
SCRIPTS = Path(__file__).with_name("scripts.txt").read_text(encoding="utf-8").splitlines()

FIELDS = """
searchurl: {label: Search, help: Copy it., example: "https://x.example/s", kind: url, shape: 'https://\\S+'}
firstname: {label: First name, help: Theirs., example: Jane, kind: text}
lastname: {label: Last name, help: Theirs., example: Doe, kind: text}
fullname: {label: Name, help: Theirs., example: Jane Doe, kind: text}
cookie: {label: Cookie, help: Yours., example: AQED, kind: credential, account: linkedin}
"""

ENTRY = """
- script: Finder.js
  does: Finds people.
  words: [find people, get people, who is there, list people, people search]
  platform: linkedin
  stages: [search]
  carries_out: [find]
  account: linkedin
  inputs: {required: [searchurl]}
  outputs: [fullname]
  rows: people
  daily_limit: 10
  limit_unit: people
  minutes_per_100: 1.5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fields.yaml").write_text(FIELDS, encoding="utf-8")
    (tmp_path / "people.yaml").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def phantom(script: str) -> Phantom:
    found = CATALOGUE.get(script)
    assert found
    return found


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# What ships


def test_every_script_of_the_source_has_an_entry():
    assert len(SCRIPTS) == 73
    assert set(SCRIPTS) <= {phantom.script for phantom in CATALOGUE}


def test_110_phantoms_can_be_planned_with():
    assert len(CATALOGUE) == 110


def test_whoever_is_no_phantom_of_the_vendor_is_marked_as_simulated():
    assert {phantom.name for phantom in CATALOGUE if phantom.simulated} == {
        "Email Verifier",
        "TikTok Profile Scraper",
        "Product Hunt Upvoters Export",
        "Crunchbase Company Scraper",
    }


def test_a_script_has_a_name_that_the_vendor_takes():
    scripts = [phantom.script for phantom in CATALOGUE if phantom.script not in SCRIPTS]
    assert [s for s in scripts if not re.fullmatch(r"\w[\w. -]{0,48}\w\.js", s)] == []


def test_the_default_catalogue_is_read_once():
    assert catalogue() is CATALOGUE


def test_every_described_input_is_used_and_every_used_one_described():
    used = {name for phantom in CATALOGUE for name in phantom.inputs}
    credentials = {name for name, field in CATALOGUE.fields.items() if field.kind is Kind.CREDENTIAL}
    assert used == CATALOGUE.fields.keys() - credentials


def test_what_feeds_an_input_is_something_that_a_phantom_yields():
    yielded = {name for phantom in CATALOGUE for name in phantom.outputs}
    assert {source for field in CATALOGUE.fields.values() for source in field.fed_by} <= yielded


def test_no_result_of_the_source_that_misleads_is_left():
    yielded = {name for phantom in CATALOGUE for name in phantom.outputs}
    assert yielded.isdisjoint({"string", "number", "useragent", "linkedingroupurl", "linkedineventurl"})


@pytest.mark.parametrize("script", SCRIPTS)
def test_outputs_are_listed_once_each(script: str):
    outputs = phantom(script).outputs
    assert len(set(outputs)) == len(outputs)


def test_a_phrase_belongs_to_few_phantoms():
    times = Counter(word.lower() for phantom in CATALOGUE for word in phantom.words)
    assert max(times.values()) == 1


def test_what_a_phantom_does_is_one_sentence_that_starts_with_a_verb():
    odd = [p.script for p in CATALOGUE if not re.fullmatch(r"[A-Z][a-z]+s\b[^.]*\.", p.does)]
    assert odd == []


def test_every_stage_is_covered():
    assert {stage for phantom in CATALOGUE for stage in phantom.stages} == set(Stage)


def test_whoever_finds_contacts_yields_an_address():
    lacking = [p.script for p in CATALOGUE if Stage.CONTACT in p.stages and "email" not in p.outputs]
    assert lacking == []


def test_whoever_searches_people_says_who_they_are():
    identities = {"linkedinprofileurl", "salesnavigatorprofileurl", "slackuserid"}
    identities |= {
        f"{site}profileurl" for site in ("instagram", "twitter", "facebook", "github", "producthunt")
    }
    searchers = [p for p in CATALOGUE if Stage.SEARCH in p.stages and p.rows is Subject.PEOPLE]
    assert [p.script for p in searchers if identities.isdisjoint(p.outputs)] == []


def test_the_linkedin_account_is_asked_for_by_67_phantoms():
    assert Counter(p.account for p in CATALOGUE) == {
        Account.LINKEDIN: 67,
        Account.GITHUB: 3,
        Account.SLACK: 1,
        None: 39,
    }


def test_an_account_says_what_connecting_it_asks_for():
    names = {account: [field.name for field in CATALOGUE.credentials(account)] for account in Account}
    assert names == {
        Account.LINKEDIN: ["linkedinliatsessioncookie", "useragent"],
        Account.GITHUB: ["githubusersessioncookie"],
        Account.SLACK: ["slackdsessioncookie"],
    }


@pytest.mark.parametrize(
    ("script", "groups"),
    [
        ("LinkedIn Group Members to Emails.js", [["linkedingroupurl"]]),
        ("GitHub Profile Scraper.js", [["githubprofileurl"]]),
        ("Sales Navigator URL Converter.js", [["salesnavigatorprofileurl"]]),
        ("LinkedIn Message Sender.js", [["linkedinprofileurl"], ["message"]]),
        ("LinkedIn Profile URL Finder.js", [["fullname", "professionalemail"]]),
        (
            "LinkedIn Company Page Inviter.js",
            [["ownpageurl"], ["linkedinprofileurl", "fullname", "firstname+lastname"]],
        ),
        ("Professional Email Finder.js", [["fullname", "firstname+lastname"], ["companyname", "domainname"]]),
        ("LinkedIn Connections Export.js", []),
    ],
)
def test_alternatives_are_never_asked_for_together(script: str, groups: list[list[str]]):
    assert [["+".join(alternative) for alternative in group] for group in phantom(script).groups] == groups


@pytest.mark.parametrize(
    ("script", "yields"),
    [
        ("LinkedIn Profile Scraper.js", {"email": False, "linkedincurrentcompanyurl": True}),
        ("AI LinkedIn Message Writer.js", {"message": True}),
        ("AI LinkedIn Post Responder.js", {"commenttopost": True, "linkedinposturl": True}),
        ("Slack Channel User Extractor.js", {"slackuserid": True, "email": False, "fullname": False}),
        ("LinkedIn Sent Request Extractor.js", {"linkedinprofileurl": True}),
        ("LinkedIn Search Export.js", {"linkedinposturl": False, "linkedinprofileurl": True}),
        ("LinkedIn Auto Connect.js", {"email": False, "linkedinprofileurl": True}),
    ],
)
def test_faults_of_the_source_are_put_right(script: str, yields: dict[str, bool]):
    assert {name: name in phantom(script).outputs for name in yields} == yields


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "linkedinsearchurl",
            "https://de.linkedin.com/search/results/people/?geoUrn=%5B%22103%22%5D&origin=X",
        ),
        ("linkedinsearchurl", "www.linkedin.com/search/results/all?keywords=cfo"),
        ("salesnavigatorsearchurl", "https://www.linkedin.com/sales/search/people?query=(a:b)#x"),
        ("linkedinprofileurl", "http://LinkedIn.com/in/jane-doe"),
        ("linkedinprofileurl", "https://uk.linkedin.com/in/jane-doe/?utm=1"),
        ("linkedinprofileurl", "https://www.linkedin.com/in/j%C3%BCrgen-m/"),
        ("linkedincompanyurl", "https://www.linkedin.com/company/1234/about/"),
        ("linkedinposturl", "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678"),
        ("linkedinposturl", "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A71/?x=1"),
        ("linkedinjoburl", "https://www.linkedin.com/jobs/search/?currentJobId=381&keywords=x"),
        ("linkedineventurl", "https://www.linkedin.com/events/7123456789012345678/about/"),
        ("googlemapssearchurl", "https://www.google.co.uk/maps/search/pubs/@51.5,-0.1,12z"),
        ("googlemapssearchurl", "https://www.google.com/maps?q=cafes+in+rome"),
        ("slackworkspaceurl", "https://acme.enterprise.slack.com"),
        ("slackchannelurl", "https://app.slack.com/client/T01ABCDEF/C01ABCDEF"),
        ("githubprofileurl", "github.com/torvalds/"),
        ("domainname", "https://www.brightpath.example/contact"),
        ("domainname", "shop.brightpath.example"),
        ("instagramprofileurl", "instagram.com/bright.path"),
        ("instagramposturl", "https://www.instagram.com/reel/CExample_1-2/?igsh=abc"),
        ("twitterprofileurl", "https://twitter.com/brightpath"),
        ("tweeturl", "https://x.com/brightpath/status/1857?s=20"),
        ("twittersearchurl", "https://twitter.com/hashtag/saas"),
        ("facebookprofileurl", "https://www.facebook.com/profile.php?id=1234"),
        ("facebookgroupurl", "https://m.facebook.com/groups/landlords.berlin"),
        ("youtubechannelurl", "https://www.youtube.com/channel/UCexample"),
        ("tiktokprofileurl", "https://www.tiktok.com/@bright.path?lang=en"),
        ("redditprofileurl", "https://old.reddit.com/u/brightpath"),
        ("githubsearchurl", "https://github.com/search?type=users&q=rust"),
    ],
)
def test_shapes_take_what_people_paste(name: str, value: str):
    assert re.fullmatch(CATALOGUE.fields[name].shape or "", value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("linkedinsearchurl", "https://www.linkedin.com/in/jane-doe"),
        ("linkedinsearchurl", "https://www.linkedin.com/search/results/companies/?keywords=x"),
        ("linkedinprofileurl", "https://www.linkedin.com/company/acme"),
        ("linkedinprofileurl", "https://evil.example/linkedin.com/in/jane"),
        ("linkedinprofileurl", "https://www.linkedin.com.evil.example/in/jane"),
        ("linkedinprofileurl", "jane doe"),
        ("linkedincompanyid", "acme"),
        ("slackworkspaceurl", "https://app.slack.com/client/T01ABCDEF"),
        ("githubprofileurl", "https://github.com/torvalds/linux"),
        ("githubprofileurl", "https://github.com/search?q=rust&type=users"),
        ("domainname", "brightpath"),
        ("professionalemail", "jane@brightpath"),
        ("instagramprofileurl", "https://www.instagram.com/p/CExample123/"),
        ("twitterprofileurl", "https://x.com/brightpath/status/1857"),
        ("twitterprofileurl", "https://x.com/search?q=saas"),
        ("facebookprofileurl", "https://www.facebook.com/groups/1234"),
        ("ownrepositoryurl", "https://github.com/torvalds"),
        ("githubsearchurl", "https://github.com/torvalds"),
        ("youtubechannelurl", "https://www.youtube.com/watch?v=abc"),
        ("hashtag", "two words"),
        ("linkedinliatsessioncookie", "AQED-too-short"),
        ("slackdsessioncookie", "xoxb-" + "a" * 40),
        ("useragent", "Chrome"),
    ],
)
def test_shapes_refuse_what_is_something_else(name: str, value: str):
    assert not re.fullmatch(CATALOGUE.fields[name].shape or "", value)


@pytest.mark.parametrize("name", [name for name, field in CATALOGUE.fields.items() if field.shape])
def test_a_shape_answers_at_once_whatever_it_is_given(name: str):
    hostile = "https://www.linkedin.com/" + "a." * 20_000 + " !"
    assert not re.fullmatch(CATALOGUE.fields[name].shape or "", hostile)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_short_enough_to_be_read(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 280


# What is loaded


def test_an_entry_becomes_a_phantom(folder: Path):
    loaded = load(folder)
    assert isinstance(loaded, Catalogue)
    assert len(loaded) == 1
    assert "Finder.js" in loaded
    assert "Other.js" not in loaded
    assert loaded.get("Other.js") is None
    assert [phantom.name for phantom in loaded] == ["Finder"]
    assert loaded.phantoms[0].groups == ((("searchurl",),),)


def test_one_of_groups_keep_their_alternatives(folder: Path):
    rewrite(
        folder / "people.yaml",
        "inputs: {required: [searchurl]}",
        "inputs: {one_of: [[fullname, [firstname, lastname]]], optional: [searchurl]}",
    )
    (loaded,) = load(folder)
    assert loaded.groups == ((("fullname",), ("firstname", "lastname")),)
    assert loaded.optional == ("searchurl",)
    assert loaded.inputs == ("fullname", "firstname", "lastname", "searchurl")


def test_a_new_phantom_is_one_more_entry(folder: Path):
    (folder / "more.yaml").write_text(ENTRY.replace("Finder.js", "Second Finder.js"), encoding="utf-8")
    assert [phantom.name for phantom in load(folder)] == ["Second Finder", "Finder"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  rows: people", "  rows: people\n  color: red", "color"),
        ("  does: Finds people.\n", "", "does"),
        ("  does: Finds people.", "  does: ' '", "does"),
        ("  rows: people", "  rows: people\n  rows: posts", "the key rows comes twice"),
        ("{required: [searchurl]}", "{required: [searchurl], required: []}", "the key required comes twice"),
        ("stages: [search]", "stages: [research]", "stages.0"),
        ("stages: [search]", "stages: []", "stages"),
        ("  carries_out: [find]\n", "", "carries_out"),
        ("carries_out: [find]", "carries_out: []", "carries_out"),
        ("carries_out: [find]", "carries_out: [juggle]", "carries_out"),
        (
            "carries_out: [find]",
            "carries_out: [connect]",
            "its stages lack outreach",
        ),
        ("carries_out: [find]", "carries_out: [find]\n  starts_with: [moon]", "starts_with"),
        ("rows: people", "rows: pets", "rows"),
        ("account: linkedin", "account: myspace", "account"),
        ("account: linkedin", "account: github", "no credential for github"),
        ("daily_limit: 10", "daily_limit: 0", "daily_limit"),
        ("[find people, get people,", "[", "words"),
        ("required: [searchurl]", "required: [nosuchurl]", "nosuchurl is not described"),
        ("required: [searchurl]", "optional: [nosuchurl]", "nosuchurl is not described"),
        ("required: [searchurl]", "required: [searchurl], optional: [searchurl]", "listed 2 times"),
        ("required: [searchurl]", "needed: [searchurl]", "inputs.needed"),
        ("required: [searchurl]", "one_of: [[]]", "inputs.one_of.0"),
        ("required: [searchurl]", "one_of: [[searchurl]]", "inputs.one_of.0"),
        ("required: [searchurl]", "one_of: [[searchurl, []]]", "inputs.one_of.0.1"),
        ("required: [searchurl]", "one_of: [[searchurl, cookie]]", "cookie is a credential"),
        ("outputs: [fullname]", "outputs: [fullname, cookie]", "cookie is a credential"),
        ("outputs: [fullname]", "outputs: []", "outputs"),
        ("platform: linkedin", "platform: LinkedIn", "platform"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(folder: Path, old: str, new: str, says: str):
    rewrite(folder / "people.yaml", old, new)
    with pytest.raises(CatalogueError, match=r"^people\.yaml, Finder\.js: ") as caught:
        load(folder)
    assert says in str(caught.value)


def test_an_entry_without_a_script_is_named_by_its_place(folder: Path):
    rewrite(folder / "people.yaml", "- script: Finder.js\n  does", "- does")
    with pytest.raises(CatalogueError, match=r"^people\.yaml, entry 1: script"):
        load(folder)


def test_a_script_may_not_be_described_twice(folder: Path):
    (folder / "z.yaml").write_text(ENTRY, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^z\.yaml, Finder\.js: there is another entry"):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("label: Search, ", "", "searchurl: label"),
        ("label: Search, ", "label: Search, colour: red, ", "searchurl: colour"),
        ("label: Search, ", "label: Search, label: Find, ", "searchurl: the key label comes twice"),
        ("https://x.example/s", "x.example", "searchurl: the example does not have the shape"),
        ("https://\\S+", "(", "searchurl: the shape is no regular expression"),
        (", account: linkedin", "", "cookie: a credential, and nothing else"),
        ("Jane Doe, kind: text", "Jane Doe, kind: text, account: slack", "fullname: a credential"),
        ("kind: url", "kind: link", "searchurl: kind"),
    ],
)
def test_a_wrong_field_is_named(folder: Path, old: str, new: str, says: str):
    rewrite(folder / "fields.yaml", old, new)
    with pytest.raises(CatalogueError, match=re.escape(f"fields.yaml, {says}")):
        load(folder)


@pytest.mark.parametrize("text", ["", "just words", "a: 1"])
def test_a_file_without_a_list_of_phantoms_is_an_error(folder: Path, text: str):
    (folder / "people.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^people\.yaml: a list of phantoms"):
        load(folder)


def test_a_field_file_without_fields_is_an_error(folder: Path):
    (folder / "fields.yaml").write_text("- searchurl", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^fields\.yaml: input names"):
        load(folder)


def test_a_second_file_of_fields_adds_to_the_first(folder: Path):
    place = folder / "fields_elsewhere.yaml"
    place.write_text("handle: {label: Handle, help: Theirs., example: jane, kind: text}", encoding="utf-8")
    assert {"handle", "searchurl"} <= load(folder).fields.keys()
    place.write_text("handle: {label: Handle}", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^fields_elsewhere\.yaml, handle: "):
        load(folder)


def test_a_field_without_a_description_is_an_error(folder: Path):
    (folder / "fields.yaml").write_text("searchurl:", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^fields\.yaml, searchurl: "):
        load(folder)


def test_a_folder_without_fields_is_an_error(tmp_path: Path):
    with pytest.raises(CatalogueError, match=r"^fields\.yaml is missing"):
        load(tmp_path)


def test_text_that_is_no_yaml_is_an_error(folder: Path):
    (folder / "people.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^people\.yaml, not readable as YAML"):
        load(folder)


def test_yaml_cannot_make_objects(folder: Path):
    (folder / "people.yaml").write_text("- !!python/object/apply:os.getcwd []", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^people\.yaml, not readable"):
        load(folder)


def test_the_shipped_files_hold_what_a_plain_reader_sees():
    names = [
        entry["script"]
        for file in FILES
        if not file.name.startswith("fields")
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert names == [phantom.script for phantom in CATALOGUE]
