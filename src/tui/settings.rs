//! The user's settings: what the configuration file can say, and how it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::command::COMMANDS;
use super::keymap::Keymap;
use super::style::Theme;

/// What the configuration file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The theme; none: guessed.
    pub theme: Option<Theme>,
    /// Whether to use ASCII signs only.
    pub ascii: bool,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
    /// The keys.
    pub keys: Keymap,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Option<ThemeName>,
    ascii: Option<bool>,
    mouse: Option<bool>,
    #[serde(default)]
    keys: BTreeMap<String, Keys>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ThemeName {
    Dark,
    Light,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Keys {
    One(String),
    Several(Vec<String>),
}

impl Settings {
    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(text: &str) -> Result<Settings, String> {
        let file: File = toml::from_str(text).map_err(|problem| problem.to_string())?;
        let mut keys = Keymap::default();
        for (command, bound) in file.keys {
            let bound = match bound {
                Keys::One(key) => vec![key],
                Keys::Several(several) => several,
            };
            keys.bind(&command, &bound)?;
        }
        Ok(Settings {
            theme: file.theme.map(|name| match name {
                ThemeName::Dark => Theme::Dark,
                ThemeName::Light => Theme::Light,
            }),
            ascii: file.ascii.unwrap_or(false),
            no_mouse: file.mouse == Some(false),
            keys,
        })
    }
}

/// A configuration file that says what holds anyway, to begin with.
pub fn example() -> String {
    let mut text = "\
# Cutaway's configuration. Each line that begins with # shows what holds without it.

# theme = \"dark\"        # or \"light\"; without this line it is guessed
# ascii = false         # true: draw with ASCII characters only
# mouse = true          # false: leave the mouse to the terminal

# The keys of each command, replacing its own: one, or a list. A key that another command has is
# taken from it. Digits are counts.
[keys]
"
    .to_owned();
    for command in COMMANDS {
        let keys: Vec<String> = command
            .keys
            .iter()
            .map(|key| format!("{:?}", key.label(true)))
            .collect();
        text.push_str(&format!("# {} = [{}]\n", command.name, keys.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Key;

    #[test]
    fn the_example_changes_nothing_also_without_its_signs() {
        assert_eq!(Settings::read(&example()), Ok(Settings::default()));
        let plain: String = example()
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.contains(" = ") && !line.starts_with("theme"))
            .map(|line| match line.starts_with("step =") {
                true => format!("[keys]\n{line}\n"),
                false => format!("{line}\n"),
            })
            .collect();
        assert_eq!(Settings::read(&plain), Ok(Settings::default()));
    }

    #[test]
    fn keys_theme_and_mouse_are_read() {
        let text = "theme = \"light\"\nmouse = false\n[keys]\nstep = \"F6\"\nwatch = [\"v\", \"Ctrl-W\"]\n";
        let settings = Settings::read(text).unwrap();
        assert_eq!(settings.theme, Some(Theme::Light));
        assert!(settings.no_mouse && !settings.ascii);
        let name = |key| settings.keys.command(key).map(|command| command.name);
        assert_eq!(name(Key::F(6)), Some("step"));
        assert_eq!(name(Key::Ctrl('w')), Some("watch"));
        assert_eq!(name(Key::Right), None);
    }

    #[test]
    fn mistakes_are_named() {
        let problem = Settings::read("thme = \"dark\"\n").unwrap_err();
        assert!(
            problem.contains("thme") && problem.contains("line 1"),
            "{problem}"
        );
        let problem = Settings::read("[keys]\nfly = \"x\"\n").unwrap_err();
        assert!(problem.contains("fly"), "{problem}");
    }
}
