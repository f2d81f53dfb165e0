//! The floor that the app's start is held against: the least program that shows a web page in a
//! WebKitGTK window. Nothing built on that library can be on the screen sooner.

#[cfg(target_os = "linux")]
fn main() {
    use gtk::prelude::*;
    use webkit2gtk::{WebView, WebViewExt};

    if gtk::init().is_err() {
        std::process::exit(1);
    }
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_default_size(1280, 800);
    let view = WebView::new();
    view.load_html(
        "<body style='margin:0;background:#1f6b4f'><p style='margin:4em'>ready</p></body>",
        None,
    );
    window.add(&view);
    window.connect_destroy(|_| gtk::main_quit());
    window.show_all();
    gtk::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {}
