"""The words that bear witness: whole clauses that hold the value and what it is a value of."""


def quotes(incident, path):
    return [e["quote"] for e in incident["evidence"] if e["path"] == path and e["role"] == "states"]


def test_a_day_stands_with_the_act_of_that_day(incidents_of):
    (incident,) = incidents_of("Police said that gunmen shot dead two teachers in Gao, Mali, on 3 May 2019.")
    assert quotes(incident, "/date") == ["gunmen shot dead two teachers in Gao, Mali, on 3 May 2019"]


def test_the_date_in_a_report_s_head_stands_alone(incidents_of):
    (incident,) = incidents_of("2019-05-03\n\nGunmen kill two teachers in Gao, Mali.")
    assert "2019-05-03" in quotes(incident, "/date")


def test_a_weapon_stands_in_its_clause(incidents_of):
    (incident,) = incidents_of(
        "On 3 May 2019 gunmen came down to the ferry at Gao, Mali, and fired mortars at the market, killing two."
    )
    assert any(q.endswith("fired mortars at the market") for q in quotes(incident, "/weapons/0"))


def test_a_toll_told_twice_has_both_quotes(incidents_of):
    (incident,) = incidents_of(
        "Two traders were shot dead in Gao, Mali, on Monday. Police said that two men were killed in their shop."
    )
    told = [e["quote"] for e in incident["evidence"] if e["path"].startswith("/killed")]
    assert any("were shot dead" in q for q in told)
    assert any("killed in their shop" in q for q in told)


def test_a_toll_s_quote_holds_the_name_behind_the_office(incidents_of):
    (incident,) = incidents_of("Gunmen killed the mayor, Omar Bel, in Gao, Mali, on Monday.")
    assert any("Omar Bel" in e["quote"] for e in incident["evidence"] if e["path"].startswith("/killed"))
