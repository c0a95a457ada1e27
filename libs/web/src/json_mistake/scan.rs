//! Finds the first mistake in a text that should be JSON. It says nothing of a name that is there twice.

/// Where the first mistake is, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) mistake: Mistake,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// Another mark than a double quote.
    Quote(char),
    TrailingComma,
    Comment,
    BareName(String),
    BareWord(String),
    Number(String),
    /// A number that is too large for a computer's.
    Huge(String),
    /// In a text.
    RawControl(char),
    Escape(String),
    OpenText,
    /// With what is missing, such as `]}`.
    Ends(String),
    NoName,
    NoColon,
    NoValue,
    /// With what would close the list or object.
    NoComma(char),
    MoreBehind,
    TooDeep,
}

/// The decoder gives up behind this many lists and objects within each other.
pub(super) const DEEPEST: usize = 127;

pub(super) fn first_mistake(text: &str) -> Option<Found> {
    let mut scan = Scan { text, at: 0, open: Vec::new() };
    scan.value().and_then(|()| scan.end()).err()
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// What would close each list and object that is open.
    open: Vec<char>,
}

type Scanned = Result<(), Found>;

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, character: char) -> bool {
        let is_next = self.next() == Some(character);
        if is_next {
            self.at += character.len_utf8();
        }
        is_next
    }

    fn skip_spaces(&mut self) {
        let spaces = self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.at += spaces;
    }

    fn wrong(&self, mistake: Mistake) -> Scanned {
        Err(Found { at: self.at, mistake })
    }

    /// What is wrong where something was wanted that is not there.
    fn not_there(&self, wanted: Mistake) -> Scanned {
        let comment = self.rest().starts_with("//") || self.rest().starts_with("/*");
        match self.next() {
            None => self.wrong(Mistake::Ends(self.open.iter().rev().collect())),
            Some('#') => self.wrong(Mistake::Comment),
            Some(_) if comment => self.wrong(Mistake::Comment),
            Some(mark @ ('\'' | '`' | '“' | '”' | '‘' | '’' | '„' | '«')) => {
                self.wrong(Mistake::Quote(mark))
            }
            Some(_) => self.wrong(wanted),
        }
    }

    fn end(&mut self) -> Scanned {
        self.skip_spaces();
        if self.rest().is_empty() { Ok(()) } else { self.not_there(Mistake::MoreBehind) }
    }

    fn value(&mut self) -> Scanned {
        self.skip_spaces();
        match self.next() {
            Some('{') => self.within('}', Self::entry),
            Some('[') => self.within(']', Self::value),
            Some('"') => self.text(),
            Some('-' | '+' | '.' | '0'..='9') => self.number(),
            Some(first) if first.is_alphabetic() || first == '_' => self.word(),
            _ => self.not_there(Mistake::NoValue),
        }
    }

    /// A list or an object, up to its end.
    fn within(&mut self, end: char, entry: fn(&mut Self) -> Scanned) -> Scanned {
        if self.open.len() >= DEEPEST {
            return self.wrong(Mistake::TooDeep);
        }
        self.at += 1;
        self.open.push(end);
        self.skip_spaces();
        while !self.take(end) {
            entry(self)?;
            self.skip_spaces();
            let comma = self.at;
            if self.take(',') {
                self.skip_spaces();
                if matches!(self.next(), Some('}' | ']')) {
                    return Err(Found { at: comma, mistake: Mistake::TrailingComma });
                }
            } else if self.next() != Some(end) {
                return self.not_there(Mistake::NoComma(end));
            }
        }
        self.open.pop();
        Ok(())
    }

    fn entry(&mut self) -> Scanned {
        self.skip_spaces();
        match self.next() {
            Some('"') => self.text()?,
            Some(first) if first.is_alphanumeric() || first == '_' || first == '$' => {
                return self.wrong(Mistake::BareName(self.word_here()));
            }
            _ => return self.not_there(Mistake::NoName),
        }
        self.skip_spaces();
        if self.take(':') { self.value() } else { self.not_there(Mistake::NoColon) }
    }

    fn word_here(&self) -> String {
        let is_part = |it: &char| it.is_alphanumeric() || "_-$.+".contains(*it);
        self.rest().chars().take_while(is_part).collect()
    }

    fn word(&mut self) -> Scanned {
        let word = self.word_here();
        if !matches!(word.as_str(), "true" | "false" | "null") {
            let is_cut = self.at + word.len() == self.text.len();
            let is_begun = ["true", "false", "null"].iter().any(|whole| whole.starts_with(&word));
            if is_cut && is_begun {
                self.at = self.text.len();
                return self.not_there(Mistake::NoValue);
            }
            return self.wrong(Mistake::BareWord(word));
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Scanned {
        let word = self.word_here();
        if matches!(word.as_str(), "-Infinity" | "-inf" | "-NaN") {
            return self.wrong(Mistake::BareWord(word.trim_start_matches('-').to_owned()));
        }
        if !is_number(&word) {
            return self.wrong(Mistake::Number(word));
        }
        if !word.parse().is_ok_and(f64::is_finite) {
            return self.wrong(Mistake::Huge(word));
        }
        self.at += word.len();
        Ok(())
    }

    fn text(&mut self) -> Scanned {
        self.at += 1;
        loop {
            let Some(character) = self.next() else { return self.wrong(Mistake::OpenText) };
            match character {
                '"' => {
                    self.at += 1;
                    return Ok(());
                }
                '\\' => self.escape()?,
                control if u32::from(control) < 0x20 => return self.wrong(Mistake::RawControl(control)),
                other => self.at += other.len_utf8(),
            }
        }
    }

    fn escape(&mut self) -> Scanned {
        let mut escape: String = self.rest().chars().take(2).collect();
        let is_complete = match escape.chars().nth(1) {
            None => {
                self.at = self.text.len();
                return self.wrong(Mistake::OpenText);
            }
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => true,
            Some('u') => {
                let (length, whole) = unicode(self.rest());
                escape = self.rest().chars().take(length).collect();
                whole
            }
            Some(_) => false,
        };
        if !is_complete {
            return self.wrong(Mistake::Escape(escape));
        }
        self.at += escape.len();
        Ok(())
    }
}

/// How long the escape `\u…` is at the beginning of this, and whether it makes a character. Two of them may make one.
fn unicode(text: &str) -> (usize, bool) {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        let are_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| are_hex)
    };
    match (unit(text), text.get(6..).and_then(unit)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, true),
        (Some(0xd800..=0xdfff) | None, _) => (6, false),
        (Some(_), _) => (6, true),
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(it, exponent)| (it, Some(exponent)));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(it, fraction)| (it, Some(fraction)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(|exponent| are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
