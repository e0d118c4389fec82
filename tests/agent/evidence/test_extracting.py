"""What pages say, in English, German and Spanish, and what only looks as if they said it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.evidence.evidence import SNIPPET, Evidence, Signal, Site
from agent.evidence.extracting import EXTRACTORS, evidence_of, name_of, together
from agent.evidence.signals.emails import addresses_in
from agent.evidence.signals.linkedin import slug_of
from agent.evidence.signals.phones import normal
from agent.pages.html import page_of

SITE = Site("acme.example", "Acme Freight")


def said(signal: Signal, body: str, path: str = "", lang: str = "en") -> list[str]:
    """The values of one signal on a page of this body."""
    html = (
        f"<html lang='{lang}'><head><title>Acme Freight</title></head><body><main>{body}</main></body></html>"
    )
    page = page_of(f"https://acme.example/{path}", html)
    return [each.value for each in evidence_of(page, SITE) if each.signal is signal]


EMPLOYEES = [
    ("<p>We are a team of 120 people.</p>", "120"),
    ("<p>Acme Freight has 1,250 employees in four countries.</p>", "1250"),
    ("<p>Our 40-strong team is in Leeds.</p>", "40"),
    ("<dl><dt>Employees</dt><dd>51–200</dd></dl>", "51-200"),
    ("<table><tr><th>Team size</th><td>11 to 50</td></tr></table>", "11-50"),
    ("<h3>Headcount</h3><p>5001+</p>", "5001+"),
    ("<p>Bei Acme arbeiten 1.250 Menschen.</p>", "1250"),
    ("<p>Wir beschäftigen 90 Mitarbeiterinnen und Mitarbeiter.</p>", "90"),
    ("<p>Unternehmensgröße: 201–500 Mitarbeitende</p>", "201-500"),
    ("<p>Somos un equipo de 35 personas.</p>", "35"),
    ("<p>Acme tiene 2.400 empleados.</p>", "2400"),
    ("<p>More than 8,000 customers and 3,000 users trust us.</p>", None),
    ("<p>Made for companies with 50 to 500 employees.</p>", None),
    ("<p>Für Unternehmen mit 50 bis 500 Mitarbeitern.</p>", None),
    ("<p>Para empresas de 50 empleados.</p>", None),
    ("<p>Our newsletter is read by 8,500 people.</p>", None),
    ("<blockquote>“Our 400 employees love it.”</blockquote>", None),
    ("<p>Founded in 1998, open 365 days.</p>", None),
    ("<p>We have 21 locations. We are 25 years old.</p>", None),
    ("<p>Wir sind 14.</p>", "14"),
    ("<div><b>250+</b><p>Employees</p></div><div><b>30</b><p>Countries</p></div>", "250+"),
    ("<p>30</p><p>Countries</p><p>250</p><p>Employees</p><p>12</p><p>Awards</p>", "250"),
    ("<p><i>Headcount</i> <span>51–200</span></p>", "51-200"),
    ("<table><tr><th>Founded<th>Staff</tr><tr><td>1998<td>90</tr></table>", "90"),
    ("<p>Founded: 1998 | Employees: 90 | Sites: 3</p>", "90"),
    ("<p>There are 90 of us.</p>", "90"),
    ("<p>Acme compte 1\u202f250 collaborateurs.</p>", "1250"),
    ("<p>L'azienda conta 90 dipendenti.</p>", "90"),
    ("<p>Bij Acme werken 90 mensen.</p>", "90"),
    ("<li>2009 <b>40</b> Employees</li><li>2019 <b>90</b> Employees</li>", "90"),
    ("<div><p>2019</p><p>Team</p></div>", None),
    ("<p>12,000 people use Acme every day.</p>", None),
]


@pytest.mark.parametrize(("body", "value"), EMPLOYEES)
def test_how_many_work_there(body: str, value: str | None):
    assert said(Signal.EMPLOYEES, body, "about") == ([value] if value else [])


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("<p>Industry: Freight and logistics</p>", "Logistics"),
        ("<p>Acme Freight is a fintech company.</p>", "Financial Technology"),
        ("<p>Wir sind Spezialisten für IT-Sicherheit.</p>", "Cybersecurity"),
        ("<dl><dt>Branche</dt><dd>Maschinenbau</dd></dl>", "Manufacturing"),
        ("<p>Acme es una empresa de energías renovables.</p>", "Renewable Energy"),
        ("<p>“They know insurance like nobody else.”</p><p>Bob Stone, CEO, Northwind</p>", None),
        ("<p>Good morning.</p>", None),
    ],
)
def test_what_the_company_does(body: str, value: str | None):
    assert said(Signal.INDUSTRY, body) == ([value] if value else [])


@pytest.mark.parametrize(
    ("body", "path", "places"),
    [
        ("<p>We are headquartered in Berlin, Germany.</p>", "about", ["Berlin, Germany"]),
        (
            "<p>Unser Hauptsitz ist in München, mit Büros in Wien und Zürich.</p>",
            "about",
            ["Munich, Germany", "Vienna, Austria", "Zurich, Switzerland"],
        ),
        ("<p>Tenemos la sede en Sevilla.</p>", "about", ["Seville, Spain"]),
        (
            "<ul><li>London</li><li>New York</li></ul>",
            "locations",
            ["London, United Kingdom", "New York, United States"],
        ),
        (
            "<address>12 Mill Street<br>Cambridge, United States</address>",
            "contact",
            ["Cambridge, United States"],
        ),
        ("<p>10115 Berlin</p>", "contact", ["Berlin, Germany"]),
        ("<p>It is nice to work here.</p>", "locations", []),
        ("<p>Wir arbeiten viel und gehen zum Essen.</p>", "ueber-uns", []),
        ("<p>Wir sitzen in Essen und Bremen.</p>", "ueber-uns", ["Bremen, Germany", "Essen, Germany"]),
        ("<p>“We love it.”</p><p>Jo Blake, CFO, Paris Group</p>", "about", []),
        ("<p>Last year we saw Paris and Rome.</p>", "about", []),
    ],
)
def test_where_it_is(body: str, path: str, places: list[str]):
    assert sorted(said(Signal.PLACE, body, path)) == sorted(places)


@pytest.mark.parametrize(
    ("body", "path", "names"),
    [
        (
            "<ul><li>Salesforce</li><li>SAP</li><li>Slack</li></ul>",
            "integrations",
            ["SAP", "Salesforce", "Slack"],
        ),
        ("<p>Acme connects to HubSpot and Power BI.</p>", "", ["HubSpot", "Power BI"]),
        (
            "<p>Unser Stack: Python, Kubernetes und PostgreSQL.</p>",
            "jobs",
            ["Kubernetes", "PostgreSQL", "Python"],
        ),
        ("<p>Se integra con Odoo.</p>", "", ["Odoo"]),
        ("<p>We make things, box them and zoom off to the front.</p>", "", []),
        ("<p>A former Salesforce manager wrote this.</p>", "", []),
    ],
)
def test_what_it_works_with(body: str, path: str, names: list[str]):
    assert sorted(said(Signal.TECH, body, path)) == names


@pytest.mark.parametrize(
    ("body", "path", "titles"),
    [
        ("<p>Built for CFOs and heads of finance.</p>", "", ["Chief Financial Officer", "Head of Finance"]),
        ("<h2>Who it's for</h2><ul><li>HR managers</li></ul>", "", ["HR Manager"]),
        (
            "<p>Für wen: Einkaufsleiter und Logistikleiter</p>",
            "",
            ["Logistics Manager", "Procurement Manager"],
        ),
        ("<p>Hecho para directores financieros.</p>", "", ["Chief Financial Officer"]),
        ("<h3>Ada Lovelace</h3><p>CFO</p>", "team", []),
        ("<p>“Great.”</p><p>Bob Stone, CFO, Northwind</p>", "", []),
        ("<span>CFOs</span> <span>Plant managers</span>", "", ["Chief Financial Officer", "Plant Manager"]),
        (
            "<h3>CFOs: close sooner</h3><h3>HR managers: hire sooner</h3>",
            "",
            ["Chief Financial Officer", "HR Manager"],
        ),
        ("<p>Pensato per responsabili acquisti.</p>", "", ["Procurement Manager"]),
        ("<div><p>Ada Lovelace</p><p>HR Manager</p></div><div><p>Bo Li</p><p>CFO</p></div>", "", []),
    ],
)
def test_whom_it_sells_to(body: str, path: str, titles: list[str]):
    assert sorted(said(Signal.BUYER, body, path)) == titles


@pytest.mark.parametrize(
    ("body", "path", "titles"),
    [
        (
            "<ul><li>Data Engineer (m/f/d)</li><li>Sales Manager – Berlin</li></ul>",
            "careers",
            ["Data Engineer", "Sales Manager"],
        ),
        (
            "<p>Wir suchen in Köln: Buchhalter; Vertriebsleiter.</p>",
            "karriere",
            ["Buchhalter", "Vertriebsleiter"],
        ),
        (
            (
                "<table><tr><th>Puesto</th><th>Ciudad</th></tr><tr><td>Ingeniero de "
                "datos</td><td>Madrid</td></tr></table>"
            ),
            "empleo",
            ["Ingeniero de datos"],
        ),
        ("<h2>Open positions</h2><ul><li>Truck Driver</li></ul>", "about", ["Truck Driver"]),
        ("<p>There are no open positions.</p><p>Learn more about our managers.</p>", "careers", []),
        ("<h3>Ada Lovelace</h3><p>Chief Technology Officer</p>", "team", []),
        ("<p>Leeds: <a href='#'>Data Engineer (all genders) →</a></p>", "jobs", ["Data Engineer"]),
        (
            "<a><span>Data Engineer</span> <span>Berlin</span> <span>Full-time</span></a>",
            "jobs",
            ["Data Engineer"],
        ),
        ("<p>Data Engineer H/F in Munich, Germany</p>", "jobs", ["Data Engineer"]),
        (
            "<p>We are looking for a Data Engineer and a Sales Manager in Leeds.</p>",
            "jobs",
            ["Data Engineer", "Sales Manager"],
        ),
        (
            "<p>Cook</p><p>Data Engineer</p><p>Night watch</p><p>Recruiter</p><p>Sales Manager</p>",
            "jobs",
            ["Cook", "Data Engineer", "Night watch", "Recruiter", "Sales Manager"],
        ),
        ("<div><p>Ada Lovelace</p><p>Recruiter</p></div>", "jobs", []),
    ],
)
def test_whom_it_is_looking_for(body: str, path: str, titles: list[str]):
    assert sorted(said(Signal.ROLE, body, path)) == titles


@pytest.mark.parametrize(
    ("body", "path", "names"),
    [
        ("<h2>How Northwind saved 20 % with Acme</h2><p>…</p>", "case-studies", ["Northwind"]),
        ("<h3>Contoso GmbH: 30 % weniger Aufwand</h3>", "referenzen", ["Contoso GmbH"]),
        ("<h3>Cómo Fabrikam ahorró un 12 %</h3>", "clientes", ["Fabrikam"]),
        ("<a href='/case-studies/tailspin'>Tailspin Toys cuts costs by 9 %</a>", "", ["Tailspin Toys"]),
        ("<h2>Read more</h2><h2>All stories</h2>", "case-studies", []),
        ("<p>How we work.</p>", "about", []),
        ("<p>30 %</p><p>Northwind</p><a href='/customers/northwind'>More</a>", "customers", ["Northwind"]),
        (
            "<a href='/customers/northwind-traders'><b>Northwind Traders</b> Read on</a>",
            "customers",
            ["Northwind Traders"],
        ),
        ("<p>“Great.”</p><p>— Bob Stone, CFO, Northwind</p>", "customers", ["Northwind"]),
        (
            "<p>Retail</p><p><b>Client:</b> Northwind Traders</p><h3>Start</h3>",
            "customers",
            ["Northwind Traders"],
        ),
        (
            "<h3>20 % weniger Arbeit für Northwind Logistik</h3><p>Northwind Logistik spart.</p>",
            "kunden",
            ["Northwind Logistik"],
        ),
        ("<h3>Comment Contoso a gagné 12 %</h3>", "nos-clients", ["Contoso"]),
    ],
)
def test_whose_stories_it_tells(body: str, path: str, names: list[str]):
    assert said(Signal.CASE, body, path) == names


@pytest.mark.parametrize(
    ("body", "path", "people"),
    [
        (
            "<div><h3>Ada Lovelace</h3><p>Chief Technology Officer</p></div>",
            "team",
            [("Ada Lovelace", "Chief Technology Officer")],
        ),
        ("<p>Ada Lovelace is our Head of Product.</p>", "about", [("Ada Lovelace", "Head of Product")]),
        ("<ul><li>Ada Lovelace (CTO) ada@acme.example LinkedIn</li></ul>", "team", [("Ada Lovelace", "CTO")]),
        (
            "<p>Geschäftsführer: Jürgen Groß, Zoë de Vries</p>",
            "impressum",
            [("Jürgen Groß", "Geschäftsführer"), ("Zoë de Vries", "Geschäftsführer")],
        ),
        (
            "<p>María José Núñez, Directora de operaciones</p>",
            "equipo",
            [("María José Núñez", "Directora de operaciones")],
        ),
        (
            "<table><tr><th>Name</th><th>Role</th></tr><tr><td>Bo Li</td><td>COO</td></tr></table>",
            "team",
            [("Bo Li", "COO")],
        ),
        ("<p>“Great.”</p><p>Bob Stone, CFO, Northwind</p>", "about", []),
        ("<p>Bob Stone, CFO at Northwind</p>", "team", []),
        (
            "<div><p>CTO</p><p>Ada Lovelace</p></div><div><p>CFO</p><p>Bo Li</p></div>",
            "team",
            [("Ada Lovelace", "CTO"), ("Bo Li", "CFO")],
        ),
        (
            "<p><b>Ada Lovelace</b><br>CTO<br><b>Bo Li</b><br>CFO</p>",
            "team",
            [("Ada Lovelace", "CTO"), ("Bo Li", "CFO")],
        ),
        (
            "<table><tr><td><b>Ada Lovelace</b><br>CTO<td><b>Bo Li</b><br>CFO</table>",
            "team",
            [("Ada Lovelace", "CTO"), ("Bo Li", "CFO")],
        ),
        (
            "<p>Our CTO is Ada Lovelace. Bo Li works here as CFO.</p>",
            "team",
            [("Ada Lovelace", "CTO"), ("Bo Li", "CFO")],
        ),
        ("<div><p>“Great.”</p><b>Bob Stone</b><p>CFO</p></div>", "team", []),
        ("<p>Energiekosten Essen</p><p>Controller und Finanzleiter</p>", "ueber-uns", []),
        ("<h3>Our Values</h3><p>Team leader</p><h3>San Francisco</h3><p>Head office</p>", "team", []),
    ],
)
def test_who_works_there(body: str, path: str, people: list[tuple[str, str]]):
    html = f"<html><body><main>{body}</main></body></html>"
    found = evidence_of(page_of(f"https://acme.example/{path}", html), SITE)
    assert sorted((each.value, each.title) for each in found if each.signal is Signal.PERSON) == sorted(
        people
    )


def test_a_person_has_the_address_and_the_profile_that_stand_with_them():
    body = (
        "<div><h3>Ada Lovelace</h3><p>CTO</p><a href='mailto:ada@acme.example'>Mail</a></div>"
        "<div><h3>Bo Li</h3><p>CFO</p><a href='https://www.linkedin.com/in/boli'>in</a></div>"
        "<footer><a href='mailto:hello@acme.example'>Write</a></footer>"
    )
    page = page_of("https://acme.example/team", f"<body>{body}</body>")
    people = [each for each in evidence_of(page, SITE) if each.signal is Signal.PERSON]
    assert {each.value: (each.email, each.profile) for each in people} == {
        "Ada Lovelace": ("ada@acme.example", ""),
        "Bo Li": ("", "https://www.linkedin.com/in/boli"),
    }


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("<a href='mailto:%20support@acme.example'>Write</a>", ["support@acme.example"]),
        ("<p>hello [at] acme [dot] example</p>", ["hello@acme.example"]),
        ("<p>info (ät) acme.example</p>", ["info@acme.example"]),
        ("<p>press@mail.acme.example</p>", ["press@mail.acme.example"]),
        ("<p>bob@northwind.example, your.name@acme.example, icon@acme.example.png</p>", []),
    ],
)
def test_its_addresses(body: str, addresses: list[str]):
    assert said(Signal.EMAIL, body, "contact") == addresses


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("<p>Phone: +49 (0)30 555-0123</p>", ["+49305550123"]),
        ("<a href='tel:+34%2091%20555%200101'>Llámenos</a>", ["+34915550101"]),
        ("<p>Tel. 030 / 555 01 23, Fax: 030 / 555 01 99</p>", ["0305550123"]),
        ("<p>0044 20 5550 0123</p>", ["+442055500123"]),
        ("<p>Founded 1998. VAT DE123456789. Saved 300,000 hours.</p>", []),
    ],
)
def test_its_telephone_numbers(body: str, numbers: list[str]):
    assert said(Signal.PHONE, body, "contact") == numbers


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        (
            "<a href='https://de.linkedin.com/company/Acme-Freight/?trk=x'>in</a>",
            ["https://www.linkedin.com/company/acme-freight"],
        ),
        (
            "<a href='http://linkedin.com/company/northwind'>x</a><a href='http://linkedin.com/company/contoso'>y</a>",
            [],
        ),
        ("<a href='https://www.linkedin.com/in/ada'>Ada</a>", []),
        ("<a href='https://notlinkedin.com/company/acme'>x</a>", []),
    ],
)
def test_its_page_on_linkedin(body: str, urls: list[str]):
    assert said(Signal.LINKEDIN, body) == urls


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [
        ("<p>Starter: €29 a month</p>", "pricing", True),
        ("<p>Auf Anfrage.</p>", "preise", False),
        ("<a href='/tarifas'>Tarifas</a>", "", True),
        ("<p>We saved them $3 million.</p>", "about", False),
    ],
)
def test_whether_prices_are_public(body: str, path: str, found: bool):
    assert bool(said(Signal.PRICING, body, path)) is found


def test_every_piece_has_its_page_and_the_words_that_say_so():
    page = page_of("https://acme.example/about", f"<p>We are a team of 120 people{' and more' * 60}.</p>")
    (piece,) = [each for each in evidence_of(page, SITE) if each.signal is Signal.EMPLOYEES]
    assert piece.url == page.url
    assert piece.snippet.startswith("We are a team of 120 people")
    assert len(piece.snippet) <= SNIPPET


def test_there_is_an_extractor_for_every_signal():
    assert len(EXTRACTORS) == len(Signal)


PIECES = st.builds(
    Evidence,
    signal=st.sampled_from(Signal),
    value=st.sampled_from(["a", "A", "b", "ä"]),
    url=st.just("https://acme.example/"),
    snippet=st.just("x"),
    weight=st.floats(0, 1),
    email=st.sampled_from(["", "a@acme.example"]),
)


@given(st.lists(PIECES, max_size=12))
def test_putting_together_twice_changes_nothing(pieces: list[Evidence]):
    once = together(pieces)
    assert together(once) == once
    assert {each.signal for each in once} == {each.signal for each in pieces}


@given(st.text(max_size=200))
def test_whatever_a_page_says_is_looked_through(text: str):
    page = page_of("https://acme.example/team", f"<p>{text}</p>")
    assert all(len(each.snippet) <= SNIPPET for each in evidence_of(page, SITE))


@given(st.text(alphabet="0123456789+()-/ .", max_size=30))
def test_a_number_in_one_spelling_stays_as_it_is(text: str):
    number = normal(text)
    assert number is None or normal(number) == number


def test_names_of_companies_come_from_what_the_site_calls_itself():
    titled = page_of(
        "https://acme-freight.example/", "<title>Freight that arrives | Acme Freight</title><p>x</p>"
    )
    assert name_of([titled], "acme-freight.example") == "Acme Freight"
    named = page_of("https://a.example/", "<meta property='og:site_name' content='Acme'><p>x</p>")
    assert name_of([named], "b.example") == "Acme"
    assert name_of([page_of("https://a.example/", "<title>Home</title><p>x</p>")], "acme.example") == ""


def test_addresses_in_a_text_are_all_found():
    assert list(addresses_in("a@b.example, C.D@b.example; e at f")) == ["a@b.example", "c.d@b.example"]
    assert slug_of("https://www.linkedin.com/school/caf%C3%A9/about") == "café"
