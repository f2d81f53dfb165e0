//! The part of a desktop's panel that shows tray icons, without the panel.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use serde::{Deserialize, Serialize};
use zbus::{
    Connection, Proxy, connection, interface,
    message::Header,
    zvariant::{OwnedObjectPath, OwnedValue, Type, Value},
};

use crate::{desktop::Desktop, wait::wait_for};

/// A StatusNotifierWatcher (freedesktop.org/wiki/Specifications/StatusNotifierItem). Start it
/// before the app, as a panel is there before the apps are.
pub struct Tray {
    bus: Connection,
    registered: Registered,
}

/// Bus name and object path of each icon, in the order of their arrival.
type Registered = Arc<Mutex<Vec<(String, String)>>>;

/// A line of the icon's menu; separators and hidden lines are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    pub id: i32,
    pub label: String,
    pub enabled: bool,
}

struct Watcher(Registered);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    #[allow(clippy::needless_pass_by_value, reason = "zbus passes it so")]
    /// The service is a bus name, or, from libayatana-appindicator, the icon's path at the sender.
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') {
            (sender, service.to_owned())
        } else {
            (service.to_owned(), "/StatusNotifierItem".to_owned())
        };
        self.0.lock().unwrap().push(item);
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(|(name, path)| format!("{name}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// What com.canonical.dbusmenu calls a layout: an item with its properties and children.
#[derive(Deserialize, Serialize, Type, Value, OwnedValue)]
struct Layout {
    id: i32,
    properties: HashMap<String, OwnedValue>,
    children: Vec<OwnedValue>,
}

impl Layout {
    fn item(&self) -> Option<MenuItem> {
        let flag =
            |name| !matches!(self.properties.get(name).map(|v| &**v), Some(Value::Bool(false)));
        let label: &str = self.properties.get("label")?.downcast_ref().ok()?;
        // An underscore marks the letter to press.
        let label = label.replace('_', "");
        flag("visible").then(|| MenuItem { id: self.id, label, enabled: flag("enabled") })
    }
}

impl Tray {
    pub async fn start(desktop: &Desktop) -> Tray {
        let registered = Registered::default();
        let bus = connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at("/StatusNotifierWatcher", Watcher(registered.clone()))
            .unwrap()
            .name("org.kde.StatusNotifierWatcher")
            .unwrap()
            .build()
            .await
            .unwrap();
        Tray { bus, registered }
    }

    /// Waits for the icon, and for its menu to have lines; of several icons the newest.
    pub async fn menu(&self) -> Vec<MenuItem> {
        wait_for("the menu of the tray icon", async || {
            let (_, root): (u32, Layout) = self
                .menu_proxy()
                .await?
                .call("GetLayout", &(0i32, -1i32, Vec::<&str>::new()))
                .await
                .ok()?;
            let layouts =
                root.children.into_iter().filter_map(|child| Layout::try_from(child).ok());
            let items: Vec<MenuItem> = layouts.filter_map(|layout| layout.item()).collect();
            (!items.is_empty()).then_some(items)
        })
        .await
    }

    /// Clicks the line of the menu with this label.
    pub async fn click(&self, label: &str) {
        let menu = self.menu().await;
        let item = menu.iter().find(|item| item.label == label);
        let item = item.unwrap_or_else(|| panic!("the menu has no {label:?}: {menu:?}"));
        assert!(item.enabled, "{label:?} is disabled");
        let proxy = self.menu_proxy().await.expect("the icon is gone");
        let event = (item.id, "clicked", Value::from(0i32), 0u32);
        proxy.call::<_, _, ()>("Event", &event).await.unwrap();
    }

    async fn menu_proxy(&self) -> Option<Proxy<'_>> {
        let (name, path) = self.registered.lock().unwrap().last().cloned()?;
        let icon =
            Proxy::new(&self.bus, name.clone(), path, "org.kde.StatusNotifierItem").await.ok()?;
        let menu: OwnedObjectPath = icon.get_property("Menu").await.ok()?;
        Proxy::new(&self.bus, name, menu, "com.canonical.dbusmenu").await.ok()
    }
}
