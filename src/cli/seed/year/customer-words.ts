/**
 * Where the shop's customers live, and what they may be called. Names are common ones, drawn at random; nobody is
 * meant.
 */
export type Land = {
  country: string;
  /** Beside the other countries. */
  weight: number;
  /** The rate of tax on what is sent there, in percent. */
  tax: number;
  /** The same on food. */
  foodTax: number;
  /** The site that serves it; elsewhere chance decides. */
  warehouse?: string;
  given: readonly string[];
  family: readonly string[];
  streets: readonly string[];
  towns: readonly string[];
  businesses: readonly string[];
  /** Numbers that the regulator keeps for films and examples, where there are any. */
  phone?: string;
};

export const LANDS: readonly Land[] = [
  {
    country: "DE",
    weight: 42,
    tax: 19,
    foodTax: 7,
    phone: "+49 30 23125 ###",
    given: ["Anna", "Jonas", "Mara", "Felix", "Greta", "Emil", "Ronja", "Paul", "Yasemin", "Karl"],
    family: ["Brandt", "Petersen", "Yıldız", "Vogel", "Lorenz", "Kühn", "Ahrens", "Wolff", "Seidel", "Thoma"],
    streets: ["Lindenweg", "Hafenstraße", "Am Anger", "Gartenstraße", "Mühlengasse", "Birkenallee"],
    towns: [
      "20359 Hamburg",
      "28203 Bremen",
      "04277 Leipzig",
      "10967 Berlin",
      "79098 Freiburg",
      "24103 Kiel",
      "80337 München",
    ],
    businesses: ["Café Morgenrot", "Kita Regenwurm", "Waldschule Eichgrund", "Gasthof Zur Furt"],
  },
  {
    country: "FR",
    weight: 16,
    tax: 20,
    foodTax: 5.5,
    warehouse: "LYS",
    phone: "+33 1 99 00 ## ##",
    given: ["Camille", "Hugo", "Léa", "Baptiste", "Inès", "Mathis", "Solène", "Théo"],
    family: ["Moreau", "Garnier", "Lefèvre", "Roussel", "Benali", "Chevalier", "Perrin", "Marchand"],
    streets: ["rue des Tanneurs", "quai du Canal", "rue du Moulin", "avenue des Tilleuls", "place du Marché"],
    towns: ["69001 Lyon", "38000 Grenoble", "74000 Annecy", "67000 Strasbourg", "44000 Nantes"],
    businesses: ["Gîte du Vallon", "Épicerie Lumen", "Refuge des Pins"],
  },
  {
    country: "AT",
    weight: 10,
    tax: 20,
    foodTax: 10,
    warehouse: "VIE",
    given: ["Lena", "Maximilian", "Valentina", "Moritz", "Hannah", "Elias"],
    family: ["Gruber", "Steiner", "Hofer", "Moser", "Eder", "Leitner", "Kovač"],
    streets: ["Neubaugasse", "Am Graben", "Bergstraße", "Weinzeile", "Salzgasse"],
    towns: ["1070 Wien", "8010 Graz", "6020 Innsbruck", "5020 Salzburg"],
    businesses: ["Almhütte Sonnblick", "Pension Enzian"],
  },
  {
    country: "NL",
    weight: 9,
    tax: 21,
    foodTax: 9,
    given: ["Sanne", "Daan", "Fleur", "Bram", "Noor", "Sem"],
    family: ["de Vries", "Bakker", "Visser", "Mulder", "van Dijk", "Hoekstra"],
    streets: ["Kerkstraat", "Molenweg", "Prinsengracht", "Dorpsstraat"],
    towns: ["3511 Utrecht", "1015 Amsterdam", "9711 Groningen", "6211 Maastricht"],
    businesses: ["Buurtcafé De Wilg", "Camping Duinzicht"],
  },
  {
    country: "DK",
    weight: 6,
    tax: 25,
    foodTax: 25,
    given: ["Freja", "Emil", "Signe", "Anton", "Ida", "Mikkel"],
    family: ["Nielsen", "Kjær", "Holm", "Dahl", "Bruun", "Lund"],
    streets: ["Havnegade", "Skovvej", "Nørregade", "Strandvejen"],
    towns: ["8000 Aarhus", "2200 København", "5000 Odense"],
    businesses: ["Spejderhuset Ravnen"],
  },
  {
    country: "SE",
    weight: 5,
    tax: 25,
    foodTax: 12,
    phone: "+46 8 465 004 ##",
    given: ["Elsa", "Axel", "Maja", "Nils", "Saga", "Oskar"],
    family: ["Lindström", "Berg", "Sandberg", "Ekdahl", "Nyström"],
    streets: ["Storgatan", "Björkvägen", "Hamngatan"],
    towns: ["413 01 Göteborg", "211 20 Malmö", "903 25 Umeå"],
    businesses: ["Fjällstuga Renen"],
  },
  {
    country: "BE",
    weight: 4,
    tax: 21,
    foodTax: 6,
    given: ["Louise", "Arthur", "Elise", "Wout"],
    family: ["Peeters", "Dubois", "Claes", "Lambert"],
    streets: ["Veldstraat", "rue Haute", "Kanaallaan"],
    towns: ["9000 Gent", "1000 Bruxelles", "2000 Antwerpen"],
    businesses: ["Atelier Kwartier"],
  },
  {
    country: "IT",
    weight: 5,
    tax: 22,
    foodTax: 10,
    warehouse: "LYS",
    given: ["Giulia", "Matteo", "Chiara", "Davide", "Elena"],
    family: ["Rinaldi", "Ferrero", "Conti", "Gallo", "Plattner"],
    streets: ["via Roma", "via dei Portici", "corso Italia"],
    towns: ["39100 Bolzano", "10121 Torino", "38122 Trento"],
    businesses: ["Rifugio Tre Larici"],
  },
  {
    country: "CZ",
    weight: 3,
    tax: 21,
    foodTax: 12,
    warehouse: "VIE",
    given: ["Tereza", "Jakub", "Eliška", "Ondřej"],
    family: ["Nováková", "Dvořák", "Svoboda", "Králová"],
    streets: ["Nádražní", "Lipová", "Husova"],
    towns: ["602 00 Brno", "110 00 Praha", "370 01 České Budějovice"],
    businesses: ["Chata Medvěd"],
  },
];
