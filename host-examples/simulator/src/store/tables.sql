-- Dates are YYYYMMDD, times seconds since 1970 (UTC).
CREATE TABLE IF NOT EXISTS made (seed INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS person (
    id INTEGER PRIMARY KEY, household INTEGER NOT NULL, name TEXT NOT NULL, kana TEXT NOT NULL,
    name_on_card TEXT NOT NULL, sex TEXT NOT NULL, birthdate TEXT NOT NULL,
    post_number TEXT NOT NULL, address TEXT NOT NULL, standing TEXT NOT NULL, card TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS coverage (
    person INTEGER NOT NULL REFERENCES person, place INTEGER NOT NULL, classification TEXT NOT NULL,
    insurer_number TEXT NOT NULL, insurer_name TEXT NOT NULL, symbol TEXT, number TEXT NOT NULL,
    branch TEXT, family TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT,
    lost TEXT, reason TEXT,
    share TEXT NOT NULL, share_from TEXT, share_until TEXT, percent TEXT,
    PRIMARY KEY (person, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS limit_certificate (
    person INTEGER PRIMARY KEY REFERENCES person, classification TEXT NOT NULL,
    category TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT
);
CREATE TABLE IF NOT EXISTS disease (
    person INTEGER NOT NULL REFERENCES person, category TEXT NOT NULL, valid_from TEXT NOT NULL,
    self_pay INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS disease_of ON disease (person);
CREATE TABLE IF NOT EXISTS assistance (
    person INTEGER PRIMARY KEY REFERENCES person, entrusted TEXT NOT NULL,
    from_day INTEGER NOT NULL, self_pay INTEGER NOT NULL
);
-- Consents away from the counter; without an institution those people came with.
CREATE TABLE IF NOT EXISTS agreement (
    care TEXT NOT NULL, institution TEXT NOT NULL, person INTEGER NOT NULL REFERENCES person,
    at INTEGER NOT NULL, visit INTEGER, ended INTEGER, reason TEXT,
    kinds INTEGER NOT NULL DEFAULT 31,
    PRIMARY KEY (person, care, institution)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reference_number (
    institution TEXT NOT NULL, person INTEGER NOT NULL REFERENCES person, number TEXT NOT NULL,
    PRIMARY KEY (institution, person)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS registered_card (person INTEGER PRIMARY KEY REFERENCES person);
