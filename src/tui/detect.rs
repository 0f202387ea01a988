//! What the terminal can show, guessed from the environment.

use super::style::{ASCII, Depth, Look, Theme, UNICODE};

/// Reads the environment through `var`, so that tests can make one up.
///
/// NO_COLOR (not empty) means no colours; COLORTERM and TERM say how many there are; a locale
/// without UTF-8 means ASCII signs; COLORFGBG, where set, tells a light background.
pub fn look(var: impl Fn(&str) -> Option<String>, theme: Option<Theme>, ascii: bool) -> Look {
    let term = var("TERM").unwrap_or_default();
    let rich = var("COLORTERM").is_some_and(|c| c == "truecolor" || c == "24bit");
    let depth = match () {
        () if var("NO_COLOR").is_some_and(|v| !v.is_empty()) || term == "dumb" => Depth::Mono,
        () if rich => Depth::True,
        () if term.contains("256") => Depth::Indexed,
        () => Depth::Ansi16,
    };
    // The first of these that is set decides about characters.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| var(name).filter(|v| !v.is_empty()));
    let unicode = locale.is_none_or(|l| {
        let l = l.to_ascii_lowercase();
        l.contains("utf-8") || l.contains("utf8")
    });
    let signs = if ascii || !unicode || term == "linux" {
        &ASCII
    } else {
        &UNICODE
    };
    Look {
        theme: theme.unwrap_or_else(|| background(var("COLORFGBG"))),
        depth,
        signs,
    }
}

/// COLORFGBG is "15;0" (light on black) or "0;15" and the like.
fn background(colours: Option<String>) -> Theme {
    let background = colours
        .as_deref()
        .and_then(|c| c.rsplit(';').next())
        .and_then(|n| n.parse::<u8>().ok());
    match background {
        Some(7 | 9..=15) => Theme::Light,
        _ => Theme::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(vars: &[(&str, &str)]) -> Look {
        let find = |name: &str| {
            vars.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.to_string())
        };
        look(find, None, false)
    }

    #[test]
    fn the_environment_decides() {
        assert_eq!(
            with(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]).depth,
            Depth::True
        );
        assert_eq!(with(&[("TERM", "xterm-256color")]).depth, Depth::Indexed);
        assert_eq!(
            with(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]).depth,
            Depth::Mono
        );
        assert_eq!(with(&[("TERM", "linux")]).signs, &ASCII);
        assert_eq!(with(&[("TERM", "xterm"), ("LANG", "C")]).signs, &ASCII);
        assert_eq!(
            with(&[("TERM", "xterm"), ("LANG", "de_DE.UTF-8")]).signs,
            &UNICODE
        );
        assert_eq!(with(&[("COLORFGBG", "0;15")]).theme, Theme::Light);
        assert_eq!(with(&[("COLORFGBG", "15;0")]).theme, Theme::Dark);
    }
}
