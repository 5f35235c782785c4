"""Spellings of one name come out alike, and names that are not one come out apart."""

import pytest

from gawah.gazetteer.personal_names import read_name

ONE_NAME = (
    ("Mohammad Hussain", "Muhammad Husayn", "Mohd. Hossein", "MOHAMMED HUSSEIN", "محمد حسين", "محمد حسین"),
    ("Abd al-Rahman Sale", "Abdul Rahman Sale", "Abdurrahman Sale", "Abdelrahman Sale", "Abdirahman Sale"),
    ("Abdullah", "Abdulla", "Abd Allah", "Abdallah", "عبد الله", "عبدالله"),
    ("Salah al-Din Yousif", "Salahuddin Yusuf", "Salaheddin Yousef", "صلاح الدين يوسف"),
    ("Amanullah Jan", "Aman Ullah Jan"),
    ("Dr. Fatemeh Zahra", "Fatima Zehra", "فاطمة الزهراء", "Hajja Fatma al-Zahra"),
    ("Ahmad bin Ishaq", "Ahmed Eshaq", "Ahmad ibn Ishaq"),
    ("Abu Bakr Musa", "Abubakar Moussa"),
    ("Gul Mohammad", "Gul Mohammed", "Haji Gul Muhammad"),
)


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_spellings_of_one_name_are_one(spellings):
    assert len({read_name(name).key for name in spellings}) == 1, [read_name(name).key for name in spellings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasan Ali", "Hussain Ali"),
        ("حسن", "حسين"),
        ("Ahmad Karim", "Mahmud Karim"),
        ("Abdul Karim", "Abdul Rahim"),
        ("Amir Khan", "Omar Khan"),
        ("Salim", "Salam"),
        ("Ana Vel", "Ina Vel"),
    ],
)
def test_names_that_are_near_each_other_stay_apart(one, other):
    assert read_name(one).key != read_name(other).key


def test_two_scripts_have_their_consonants_in_common():
    assert read_name("Karim Barakzai").bones == read_name("كريم بركزي").bones
    assert read_name("كريم").script == "arabic"


@pytest.mark.parametrize("name", ["Unknown", "unidentified man", "مجهول الهوية", "", "  ", "N.N.", "Dr.", "12"])
def test_nobody_is_named(name):
    assert read_name(name).words == ()


def test_initials_and_rare_words_are_known():
    name = read_name("A. K. Barakzai")
    assert name.has_initials
    assert name.brief == "a barakzai" == read_name("Ahmad Barakzai").brief
    assert read_name("Mohammad Barakzai").rare == ("barakzai",)
    assert read_name("Vel").brief is None
