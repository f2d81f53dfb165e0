use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};

/// `Control+Shift+z` as WebDriver actions: all down in this order, then up in the other.
pub(crate) fn chord(text: &str) -> KeyActions {
    let keys: Vec<char> = text.split('+').map(key).collect();
    let down = keys.iter().map(|value| KeyAction::Down { value: *value });
    let up = keys.iter().rev().map(|value| KeyAction::Up { value: *value });
    down.chain(up).fold(KeyActions::new("keyboard".into()), KeyActions::then)
}

/// A key by its name in the DOM (w3.org/TR/uievents-key), or a character.
fn key(name: &str) -> char {
    let named = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Home" => Key::Home,
        "End" => Key::End,
        _ => {
            let mut characters = name.chars();
            let (Some(only), None) = (characters.next(), characters.next()) else {
                panic!("no key is called {name:?}");
            };
            return only;
        }
    };
    named.into()
}
