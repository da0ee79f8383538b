//! The page that `oasmith diff --format html` writes, in a real browser without a network: it can be searched, filtered
//! and opened, and nothing that a document says runs.
//!
//! Needs chromedriver and Chromium (Debian: chromium-driver, chromium); says so and passes without them, unless
//! OASMITH_BROWSER is set. With OASMITH_SCREENSHOT=FOLDER it leaves pictures there.

#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/report.rs"]
mod report;

use driver::Browser;
use serde_json::{Value, json};

/// Opens the page of a report; nothing without a browser.
fn page(report: &report::Compared) -> Option<(tempfile::TempDir, Browser)> {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("page.html");
    std::fs::write(&path, report.html()).expect("writable");
    let browser = Browser::start()?;
    browser.open(&format!("file://{}", path.display()));
    Some((dir, browser))
}

const SHOWN: &str = "return [...document.querySelectorAll('#entries > details')].filter((e) => e.checkVisibility()).length";

fn shown(browser: &Browser) -> u64 {
    browser.run(SHOWN, json!([])).as_u64().expect("a count")
}

fn search(browser: &Browser, words: &str) {
    let script = "const field = document.getElementById('search'); field.value = arguments[0]; field.dispatchEvent(new Event('input'))";
    browser.run(script, json!([words]));
}

fn click(browser: &Browser, selector: &str) {
    browser.run(
        "document.querySelector(arguments[0]).click()",
        json!([selector]),
    );
}

#[test]
fn changes_are_found_filtered_and_opened() {
    let report = report::compared();
    let Some((_dir, browser)) = page(&report) else {
        return;
    };
    let all = report.entries() as u64;
    assert!(all > 10, "{all}");
    assert_eq!(shown(&browser), all);
    search(&browser, "no such word anywhere");
    assert_eq!(shown(&browser), 0);
    let text = |selector: &str| {
        browser.run(
            "return document.querySelector(arguments[0]).innerText",
            json!([selector]),
        )
    };
    assert_eq!(text("#none"), "No change fits the search and the filters.");
    search(&browser, "FISH kind");
    let some = shown(&browser);
    assert!(some > 0 && some < all, "{some} of {all}");
    assert_eq!(text("#count"), json!(format!("{some} of {all} changes")));
    search(&browser, "");
    let breaking = report.breaking() as u64;
    assert!(breaking > 0 && breaking < all);
    click(&browser, "button[data-value=breaking]");
    assert_eq!(shown(&browser), breaking);
    click(&browser, "button[data-value=breaking]");
    assert_eq!(shown(&browser), all);
    browser.picture("closed");
    click(&browser, "#open");
    let open = browser.run(
        "return document.querySelectorAll('#entries > details[open]').length",
        json!([]),
    );
    assert_eq!(open, json!(all));
    browser.picture("open");
    let dark = "return getComputedStyle(document.body).backgroundColor";
    let before = browser.run(dark, json!([]));
    click(&browser, "#theme");
    assert_ne!(browser.run(dark, json!([])), before);
    browser.picture("other-theme");
}

#[test]
fn a_fingerprint_is_a_link_to_its_change() {
    let report = report::compared();
    let Some((dir, browser)) = page(&report) else {
        return;
    };
    let id = report.last_id();
    browser.open(&format!(
        "file://{}#{id}",
        dir.path().join("page.html").display()
    ));
    let open = browser.run(
        "return [...document.querySelectorAll('details[open]')].map((e) => e.id)",
        json!([]),
    );
    assert_eq!(open, json!([id]));
}

#[test]
fn nothing_is_loaded_and_nothing_of_a_document_runs() {
    let report = report::compared();
    let Some((_dir, browser)) = page(&report) else {
        return;
    };
    assert!(
        report.html().contains("&lt;img src=x onerror="),
        "the document tried to"
    );
    assert_eq!(
        browser.run("return document.images.length", json!([])),
        json!(0)
    );
    assert_eq!(
        browser.run("return window.owned === undefined", json!([])),
        Value::Bool(true)
    );
    let loaded = browser.run(
        "return performance.getEntriesByType('resource').map((e) => e.name)",
        json!([]),
    );
    assert_eq!(loaded, json!([]));
    assert_eq!(
        browser.run(
            "return document.querySelectorAll('script').length",
            json!([])
        ),
        json!(1)
    );
    // The page's own policy would stop it, too.
    let stopped = "const s = document.createElement('script'); s.textContent = 'window.owned = 1'; document.body.append(s); return window.owned === undefined";
    assert_eq!(browser.run(stopped, json!([])), Value::Bool(true));
    assert_eq!(browser.errors(), Vec::<String>::new());
}
