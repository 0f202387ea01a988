//! Which key runs which command: the table's own keys, changed by the user's settings.

use super::command::{COMMANDS, CommandSpec};
use super::key::Key;

/// The keys of all commands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keymap {
    /// A command's keys, in the order of the table.
    keys: Vec<Vec<Key>>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap {
            keys: COMMANDS.iter().map(|c| c.keys.to_vec()).collect(),
        }
    }
}

impl Keymap {
    /// Gives a command these keys instead of its own; other commands lose them.
    ///
    /// # Errors
    /// In a sentence: there is no such command or key, or a digit, which counts, is to be a key.
    pub fn bind(&mut self, name: &str, keys: &[String]) -> Result<(), String> {
        let place = COMMANDS
            .iter()
            .position(|command| command.name == name)
            .ok_or_else(|| format!("there is no command \"{name}\"; ? lists them"))?;
        let keys = keys.iter().map(|key| read(key));
        let keys = keys.collect::<Result<Vec<Key>, String>>()?;
        for others in &mut self.keys {
            others.retain(|key| !keys.contains(key));
        }
        if let Some(own) = self.keys.get_mut(place) {
            *own = keys;
        }
        Ok(())
    }

    /// The command that a key runs.
    pub fn command(&self, key: Key) -> Option<&'static CommandSpec> {
        let place = self.keys.iter().position(|keys| keys.contains(&key))?;
        COMMANDS.get(place)
    }

    /// A command's keys, the one to show first.
    pub fn keys(&self, command: &CommandSpec) -> &[Key] {
        let place = COMMANDS.iter().position(|c| c.name == command.name);
        let keys = place.and_then(|place| self.keys.get(place));
        keys.map(Vec::as_slice).unwrap_or_default()
    }
}

fn read(name: &str) -> Result<Key, String> {
    match Key::named(name) {
        Some(Key::Char('0'..='9')) => Err(format!("{name} can't be a key: digits are counts")),
        Some(key) => Ok(key),
        None => Err(format!(
            "there is no key \"{name}\"; they are written like s, Right, Ctrl-P, Alt-x, F6, Space"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bind(keymap: &mut Keymap, name: &str, keys: &[&str]) -> Result<(), String> {
        let keys: Vec<String> = keys.iter().map(|key| key.to_string()).collect();
        keymap.bind(name, &keys)
    }

    #[test]
    fn a_key_belongs_to_one_command() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.command(Key::Char('s')).unwrap().name, "line");
        bind(&mut keymap, "step", &["s", "Right"]).unwrap();
        assert_eq!(keymap.command(Key::Char('s')).unwrap().name, "step");
        assert_eq!(keymap.command(Key::F(7)).unwrap().name, "line");
        bind(&mut keymap, "quit", &[]).unwrap();
        assert!(keymap.command(Key::Char('q')).is_none());
    }

    #[test]
    fn what_cannot_be_bound_is_said() {
        let mut keymap = Keymap::default();
        for (name, keys) in [("fly", &["x"][..]), ("step", &["Up-x"]), ("step", &["5"])] {
            assert!(bind(&mut keymap, name, keys).is_err());
        }
    }
}
