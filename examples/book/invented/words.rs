//! Names of people, employers, schools and places. All of them are invented or common words.

use super::random::Random;
use landed::law::{Law, Level, NocVersion};

pub const FAMILIES: [&str; 64] = [
    "Tremblay",
    "Nguyễn",
    "Okafor",
    "Désilets",
    "Banerjee",
    "Castellanos",
    "Müller",
    "García",
    "Łukasik",
    "Öztürk",
    "Haddad",
    "Bérubé",
    "O'Brien",
    "Kowalczyk",
    "Šimunić",
    "Fernández",
    "Côté",
    "Adeyemi",
    "Dlamini",
    "Park",
    "Wójcik",
    "Sørensen",
    "Lindqvist",
    "Ferreira",
    "Gonçalves",
    "Ivanović",
    "Rousseau",
    "Chaudhary",
    "Mbeki-Laurin",
    "Vandenberghe",
    "Iliescu",
    "Horváth",
    "Papadakis",
    "Nakamura",
    "Diallo",
    "Ouédraogo",
    "Traoré",
    "Sanogo",
    "Reyes",
    "Magbanua",
    "Villanueva",
    "Dela Cruz",
    "Singh",
    "Kaur",
    "Gill",
    "Sharma",
    "Patel",
    "Iyer",
    "Chowdhury",
    "Rahman",
    "Zhang",
    "Wang",
    "Li",
    "Chen",
    "Trần",
    "Phạm",
    "Ben Youssef",
    "El Amrani",
    "Benali",
    "Lévesque",
    "Gagné",
    "Marín",
    "Peña",
    "Quiñones",
];

pub const GIVEN: [&str; 56] = [
    "Zoë",
    "Ifeanyi",
    "Åsa",
    "Amélie",
    "Priya",
    "José",
    "Chloé",
    "Émile",
    "Łucja",
    "Ömer",
    "Renée",
    "Søren",
    "Anaïs",
    "Mateo",
    "Noémie",
    "Grzegorz",
    "Aïcha",
    "Inès",
    "Jürgen",
    "Thị Hoa",
    "Minh",
    "Harpreet",
    "Gurleen",
    "Arjun",
    "Ananya",
    "Mei",
    "Xin",
    "Hao",
    "Yuki",
    "Joana",
    "Maria Luísa",
    "Andrés",
    "Lucía",
    "Sofía",
    "Fatou",
    "Moussa",
    "Kwame",
    "Ngozi",
    "Tariq",
    "Leïla",
    "Yasmine",
    "Omar",
    "Petra",
    "Zsófia",
    "Dragana",
    "Niamh",
    "Siobhán",
    "Liam",
    "Gabriel",
    "Françoise",
    "André",
    "Hélène",
    "Rodrigo",
    "Jean-Sébastien",
    "Marie-Ève",
    "Bogdan",
];

pub const LAWYERS: [&str; 8] = [
    "Étienne Marchbanks",
    "Me Odile Bérubé-Hart",
    "Priya Wollstone",
    "J. Achterberg",
    "Me Luc Desrochers",
    "Sunniva Oake",
    "Rosalind Tyne",
    "Dariusz Pell",
];

const FIRST: [&str; 72] = [
    "Atelier",
    "Northgate",
    "Clinique",
    "Boulangerie",
    "Maple Ridge",
    "Prairie",
    "Café",
    "Harbourfront",
    "Lakeshore",
    "Transport",
    "Ferme",
    "Garage",
    "Élan",
    "Boréal",
    "Granite",
    "Évolution",
    "Pacific",
    "Chinook",
    "Rideau",
    "Saguenay",
    "Laurentian",
    "Acadie",
    "Fundy",
    "Okanagan",
    "Kootenay",
    "Cascade",
    "Aurora",
    "Glacier",
    "Tamarack",
    "Sapphire",
    "Keystone",
    "Blue Heron",
    "Red River",
    "Grand Lac",
    "Vieux-Quai",
    "Cèdre",
    "Épinette",
    "Loon Lake",
    "Summit",
    "Évangéline",
    "Fraser",
    "Selkirk",
    "Nipissing",
    "Algoma",
    "Huron",
    "Érable",
    "Citadelle",
    "Bytown",
    "Foothills",
    "Bow Valley",
    "Athabasca",
    "Whitefish",
    "Qu'Appelle",
    "Assiniboine",
    "Interlake",
    "Matane",
    "Gaspé",
    "Îles",
    "Chaleur",
    "Miramichi",
    "Annapolis",
    "Bras d'Or",
    "Avalon",
    "Trinity",
    "Signal Hill",
    "Torngat",
    "Yukon",
    "Dempster",
    "Nahanni",
    "Barrens",
    "Baffin",
    "Polaris",
];

const SECOND: [&str; 60] = [
    "Analytics",
    "Logistics",
    "Foods",
    "Bakery",
    "Construction",
    "Électrique",
    "Dental",
    "Santé",
    "Software",
    "Hospitality",
    "Hôtellerie",
    "Mechanical",
    "Consulting",
    "Conseil",
    "Farms",
    "Retail",
    "Aménagement",
    "Robotics",
    "Médias",
    "Studios",
    "Physiotherapy",
    "Pharmacie",
    "Plumbing",
    "Toitures",
    "Landscaping",
    "Imprimerie",
    "Energy",
    "Énergie",
    "Télécom",
    "Security",
    "Cleaning",
    "Meubles",
    "Restaurants",
    "Traiteur",
    "Seafoods",
    "Pêcheries",
    "Forestry",
    "Mining",
    "Géomatique",
    "Marketing",
    "Insurance",
    "Assurances",
    "Childcare",
    "Garderie",
    "Accounting",
    "Comptabilité",
    "Engineering",
    "Génie",
    "Vétérinaire",
    "Optical",
    "Auto",
    "Aviation",
    "Marine",
    "Textiles",
    "Apparel",
    "Biotech",
    "Nutrition",
    "Fitness",
    "Home Care",
    "Soins à domicile",
];

const FORM: [&str; 10] = [
    "Inc.", "Ltd.", "inc.", "ltée", "Corp.", "Group", "& Fils", "Limited", "S.E.N.C.", "Co.",
];

const CITIES: [&str; 12] = [
    "",
    "Toronto",
    "Vancouver",
    "Montréal",
    "Calgary",
    "Moncton",
    "Halifax",
    "Winnipeg",
    "Québec",
    "Saskatoon",
    "Trois-Rivières",
    "St. John's",
];

/// How an employer's name is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spelling {
    /// In full.
    Full,
    /// The same name to the rules: without the form of the company, in capitals.
    Same,
    /// A similar name only: a letter is missing.
    Similar,
}

/// An employer, by a number. Low numbers are drawn more often: there are large employers and many small ones.
pub fn employer(random: &mut Random) -> u32 {
    let one = random.below(400_000);
    let other = random.below(400_000);
    u32::try_from(one.min(other)).unwrap_or(0)
}

/// The name of an employer.
pub fn employer_name(number: u32, spelling: Spelling) -> String {
    let mut rest = number as usize;
    let mut part = |length: usize| {
        let at = rest % length;
        rest /= length;
        at
    };
    let (first, second) = (FIRST[part(FIRST.len())], SECOND[part(SECOND.len())]);
    let (form, city) = (FORM[part(FORM.len())], CITIES[part(CITIES.len())]);
    let gap = if city.is_empty() { "" } else { " " };
    match spelling {
        Spelling::Full => format!("{first} {second}{gap}{city} {form}"),
        Spelling::Same if form.contains(['I', 'L', 'i', 'l']) => {
            format!("{first} {second}{gap}{city}").to_uppercase()
        }
        Spelling::Same => format!("{first} {second}{gap}{city} {form}").to_uppercase(),
        Spelling::Similar => {
            let shorter: String = second.chars().skip(1).collect();
            format!("{first} {shorter}{gap}{city} {form}")
        }
    }
}

pub const SCHOOLS: [&str; 12] = [
    "Fundy College",
    "Collège Boréal-Nord",
    "Rideau Polytechnic",
    "Université du Vieux-Quai",
    "Pacific Ridge University",
    "Institut Épinette",
    "Lakeshore College",
    "Prairie Institute of Technology",
    "Cégep des Îles",
    "Algoma Ridge University",
    "Collège Évangéline",
    "Northgate School of Business",
];

pub const PROGRAMS: [&str; 12] = [
    "Computer Systems Technician",
    "Techniques de comptabilité",
    "Business Administration",
    "Hospitality Management",
    "Génie mécanique",
    "Early Childhood Education",
    "Supply Chain Management",
    "Data Analytics",
    "Culinary Arts",
    "Soins infirmiers",
    "Web Development",
    "MBA",
];

pub const PROVINCES: [(u64, &str); 13] = [
    (400, "ON"),
    (180, "BC"),
    (120, "AB"),
    (90, "QC"),
    (60, "MB"),
    (45, "SK"),
    (40, "NS"),
    (35, "NB"),
    (10, "PE"),
    (10, "NL"),
    (4, "YT"),
    (4, "NT"),
    (2, "NU"),
];

/// Where people intend to live: seldom in Quebec, which has a program of its own.
pub const INTENDED: [(u64, &str); 9] = [
    (470, "ON"),
    (190, "BC"),
    (130, "AB"),
    (60, "MB"),
    (45, "SK"),
    (40, "NS"),
    (25, "NB"),
    (25, "QC"),
    (15, "NL"),
];

pub const COUNTRIES: [&str; 12] = [
    "India",
    "Philippines",
    "Nigeria",
    "France",
    "Brazil",
    "Mexico",
    "Iran",
    "Vietnam",
    "Côte d'Ivoire",
    "Morocco",
    "South Korea",
    "Ukraine",
];

/// An occupation: code and title.
pub type Occupation = (String, String);

/// The occupations of a version of the classification: those that are skilled and the others.
#[derive(Debug)]
pub struct Occupations {
    pub version: &'static str,
    pub skilled: Vec<Occupation>,
    pub others: Vec<Occupation>,
}

impl Occupations {
    /// Those of a year whose codes have so many digits.
    pub fn of(year: u16, version: &'static str, digits: usize) -> Self {
        let mut all = Self {
            version,
            skilled: Vec::new(),
            others: Vec::new(),
        };
        for unit in Law::book().occupations().units(NocVersion(year)) {
            let skilled = matches!(
                unit.level,
                Level::Zero | Level::A | Level::B | Level::Teer(0..=3)
            );
            let list = if skilled {
                &mut all.skilled
            } else {
                &mut all.others
            };
            let end = unit.title.find([',', ';', '(']).unwrap_or(unit.title.len());
            let title = unit.title.split_at(end).0.trim_end().to_owned();
            list.push((format!("{:0digits$}", unit.number), title));
        }
        all
    }
}
