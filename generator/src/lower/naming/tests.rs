use std::collections::BTreeMap;

use proptest::prelude::*;

use super::words::LIMIT;
use super::*;

#[test]
fn types_survive_the_obstacle_course() {
    let long = "A".repeat(100) + &"b".repeat(176);
    for (text, name) in [
        ("HTTPValidationError", "HttpValidationError"),
        ("Permission", "Permission"),
        ("azure-ad", "AzureAd"),
        ("X-Input", "XInput"),
        ("X-Output", "XOutput"),
        ("OAuth2PasswordBearer", "Oauth2PasswordBearer"),
        ("Page[Item]", "PageItem"),
        ("foo.bar/Baz", "FooBarBaz"),
        ("Option", "Option"),
        ("Self", "Self_"),
        ("self", "Self_"),
        ("type", "Type"),
        ("123", "Type123"),
        ("3DModel", "Type3dModel"),
        ("", "Empty"),
        ("_", "Underscore"),
        ("😀", "U1f600"),
        ("用户", "用户"),
        ("Ⓐ", "U24b6"),
        ("+1", "Plus1"),
        ("-1", "Minus1"),
        ("a b\tc\r\nd", "ABCD"),
        ("\"; fn evil() {}", "FnEvil"),
        ("\u{202e}rtl", "U202eRtl"),
    ] {
        assert_eq!(type_name(text), name, "{text:?}");
    }
    let cut = type_name(&long);
    assert_eq!(cut.chars().count(), LIMIT);
    assert_eq!(cut, type_name(&long));
    assert_ne!(cut, type_name(&(long + "b")));
}

#[test]
fn variants_leave_unknown_to_the_catch_all() {
    for (text, name) in [
        ("owner", "Owner"),
        ("read_api_keys", "ReadApiKeys"),
        ("unknown", "UnknownValue"),
        ("Unknown", "UnknownValue"),
        ("UNKNOWN", "UnknownValue"),
        ("self", "Self_"),
        ("200", "Value200"),
        ("1.5", "Value15"),
        ("", "Empty"),
        (" ", "Space"),
        (">=", "GreaterEqual"),
        ("*", "Star"),
        ("+1", "Plus1"),
        ("-1", "Minus1"),
        ("None", "None"),
        ("application/json", "ApplicationJson"),
    ] {
        assert_eq!(variant_name(text), name, "{text:?}");
    }
}

#[test]
fn fields_are_never_keywords() {
    for (text, name) in [
        ("type", "type_"),
        ("self", "self_"),
        ("Self", "self_"),
        ("super", "super_"),
        ("crate", "crate_"),
        ("gen", "gen_"),
        ("async", "async_"),
        ("createdAt", "created_at"),
        ("@type", "type_"),
        ("$ref", "ref_"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("2fa", "field_2fa"),
        ("A", "a"),
        ("a", "a"),
        ("x-rate-limit", "x_rate_limit"),
        ("", "empty"),
        ("😀", "u1f600"),
        ("名前", "名前"),
        ("_", "underscore"),
        ("__typename", "typename"),
    ] {
        assert_eq!(field_name(text), name, "{text:?}");
    }
}

#[test]
fn fastapi_ids_shrink_to_the_function() {
    for (id, method, path, name) in [
        (
            Some(
                "create_group_integration_collaborators_v2_integrations__integration_id__groups_post",
            ),
            "POST",
            "/v2/integrations/{integration_id}/groups",
            "create_group_integration_collaborators",
        ),
        (
            Some("invite_users_v2_invite_users_post"),
            "POST",
            "/v2/invite_users",
            "invite_users",
        ),
        // The suffix is recomputed, not guessed: another method or path is no match.
        (
            Some("invite_users_v2_invite_users_post"),
            "GET",
            "/v2/invite_users",
            "invite_users_v2_invite_users_post",
        ),
        (Some("_v2_a_get"), "GET", "/v2/a", "v2_a_get"),
        (Some("listPets"), "GET", "/pets", "list_pets"),
        (
            Some("repos/list-for-org"),
            "GET",
            "/orgs/{org}/repos",
            "repos_list_for_org",
        ),
        (Some("Users.List"), "GET", "/users", "users_list"),
        (Some("type"), "GET", "/type", "type_"),
        (None, "POST", "/groups", "post_groups"),
        (None, "GET", "/groups/{groupId}", "get_groups_by_group_id"),
        (None, "GET", "/", "get_root"),
        (Some(" "), "DELETE", "/a/{b}/c", "delete_a_by_b_c"),
    ] {
        assert_eq!(
            operation_names(id, method, path)[0],
            name,
            "{id:?} {method} {path}"
        );
    }
}

fn names(wishes: &[Wish]) -> BTreeMap<String, String> {
    assign(wishes, None, None, &["new"]).0
}

#[test]
fn collisions_do_not_depend_on_order() {
    let mut wishes: Vec<Wish> = ["a", "A", "a2", "new", "new_"]
        .iter()
        .map(|key| Wish::new(*key, field_name(key)))
        .collect();
    let there = names(&wishes);
    wishes.reverse();
    assert_eq!(there, names(&wishes));
    assert_eq!(there["A"], "a");
    assert_eq!(there["a"], "a3");
    assert_eq!(there["a2"], "a2");
    assert_eq!(there["new"], "new_");
}

#[test]
fn a_numbered_keyword_needs_no_underscore() {
    let wishes = ["self", "Self"].map(|key| Wish::new(key, "Self_"));
    let there = names(&wishes);
    assert_eq!(
        (there["Self"].as_str(), there["self"].as_str()),
        ("Self_", "Self2")
    );
    let wishes = ["self", "Self"].map(|key| Wish::new(key, "self_"));
    let there = names(&wishes);
    assert_eq!(
        (there["Self"].as_str(), there["self"].as_str()),
        ("self_", "self2")
    );
}

#[test]
fn numbered_names_are_in_the_case_of_their_kind() {
    for (one, other, name) in [("Plan2", "plan2", "Plan2_2"), ("Plan", "plan", "Plan2")] {
        let wishes = [one, other].map(|key| Wish::new(key, type_name(key)));
        assert_eq!(names(&wishes)[other], name);
    }
    for (one, other, name) in [
        ("Type", "type", "type2"),
        ("User-Name", "user_name", "user_name_2"),
        ("A2", "a2", "a2_2"),
    ] {
        let wishes = [one, other].map(|key| Wish::new(key, field_name(key)));
        assert_eq!(names(&wishes)[other], name);
    }
}

#[test]
fn renames_win_over_the_lock_and_the_lock_over_wishes() {
    let wishes = [
        Wish::new("a", "A"),
        Wish::new("b", "B"),
        Wish::new("c", "C"),
    ];
    let renames = BTreeMap::from([("a".to_owned(), "C".to_owned())]);
    let locked = BTreeMap::from([
        ("b".to_owned(), "Old".to_owned()),
        ("c".to_owned(), "C".to_owned()),
    ]);
    let (names, clashes) = assign(&wishes, Some(&renames), Some(&locked), &[]);
    assert_eq!(names["a"], "C");
    assert_eq!(names["b"], "Old");
    assert_eq!(names["c"], "C2");
    assert!(matches!(clashes[..], [Clash::Renamed { .. }]));
}

#[test]
fn a_rename_that_is_no_name_is_reported() {
    let renames = BTreeMap::from([("a".to_owned(), "not a name".to_owned())]);
    let (names, clashes) = assign(&[Wish::new("a", "A")], Some(&renames), None, &[]);
    assert_eq!(names["a"], "A");
    assert!(matches!(clashes[..], [Clash::NotAName { .. }]));
}

proptest! {
    #[test]
    fn every_text_gives_identifiers(text in any::<String>()) {
        for name in [type_name(&text), variant_name(&text), field_name(&text)] {
            prop_assert!(is_identifier(&name), "{text:?} → {name:?}");
            prop_assert!(name.chars().count() <= LIMIT);
        }
    }

    #[test]
    fn names_are_distinct_whatever_the_keys(keys in prop::collection::btree_set("[aA_\\-2]{1,3}", 1..12)) {
        let wishes: Vec<Wish> = keys.iter().map(|k| Wish::new(k, type_name(k))).collect();
        let names = names(&wishes);
        let distinct: std::collections::BTreeSet<_> = names.values().collect();
        prop_assert_eq!(distinct.len(), keys.len());
    }

    #[test]
    fn adding_things_keeps_locked_names(
        old in prop::collection::btree_set("[aAbB_2]{1,3}", 1..10),
        new in prop::collection::btree_set("[aAbB_2]{1,3}", 1..10),
    ) {
        let wish = |k: &String| Wish::new(k, type_name(k));
        let before = names(&old.iter().map(wish).collect::<Vec<_>>());
        let all: Vec<Wish> = old.union(&new).map(wish).collect();
        let (after, _) = assign(&all, None, Some(&before), &["new"]);
        for (key, name) in &before {
            prop_assert_eq!(&after[key], name);
        }
    }
}
