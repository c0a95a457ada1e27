use serde_json::json;

use super::*;
use crate::TeamId;

const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);

fn key(role: Role) -> ApiKey {
    let (team_id, user_id) = (TeamId::new("t"), UserId::new("ann"));
    let caller = Caller { team_id, user_id, role, scopes: Vec::new() };
    ApiKey::new(KeyId::from_hash(NOW, ""), "mine".to_owned(), caller, NOW)
}

fn read(body: &Value, maker: &ApiKey) -> Result<NewKey, Vec<FieldError>> {
    NewKey::read(body, maker, &Catalog::shipped().unwrap(), NOW)
}

#[test]
fn a_key_needs_a_name_and_has_its_makers_user_and_limits() {
    let models = vec!["veo_3_1".to_owned()];
    let end = Some(NOW.plus_seconds(60));
    let maker = ApiKey { models: models.clone(), expires_at: end, ..key(Role::Admin) };
    let new = read(&json!({"name": "ci"}), &maker).unwrap();
    let expected = NewKey {
        name: "ci".to_owned(),
        team_id: None,
        user_id: UserId::new("ann"),
        role: Role::Member,
        scopes: Vec::new(),
        models,
        monthly_cap: None,
        expires_at: end,
    };
    assert_eq!((new.beyond(&maker), new), (None, expected));
}

#[test]
fn every_mistake_is_told_with_its_field_and_value() {
    for (body, expected) in [
        (json!({}), vec!["name is required"]),
        (
            json!({"name": "a", "role": "root"}),
            vec!["role must be one of owner, admin or member, got 'root'"],
        ),
        (
            json!({"name": "a", "scopes": ["platform:biling"]}),
            vec!["scopes[0] must be platform:billing, got 'platform:biling'. Did you mean platform:billing?"],
        ),
        (
            json!({"name": "a", "expires_at": "tomorrow"}),
            vec!["expires_at must be a time such as 2026-12-31T23:59:59Z, got 'tomorrow'"],
        ),
        (
            json!({"name": "a", "expires_at": "2025-12-31T23:59:59Z"}),
            vec![
                "expires_at must be in the future, which begins at 2026-01-01T00:00:00.000Z, got '2025-12-31T23:59:59Z'",
            ],
        ),
        (json!({"name": "a", "models": []}), vec!["models must have 1 to 200 entries, got 0"]),
        (
            json!({"name": "a", "user_id": "a b"}),
            vec!["user_id must be 1 to 128 printable ASCII characters, got 'a b'"],
        ),
    ] {
        let told = read(&body, &key(Role::Owner)).unwrap_err();
        let told: Vec<String> = told.iter().map(|it| format!("{} {}", it.field, it.message)).collect();
        assert_eq!(told, expected, "{body}");
    }
    let wrong = json!({"name": "", "role": 1, "scopes": "s", "models": ["veo_3_2"], "expires_at": 1, "user_id": 1,
        "team_id": 1, "key": "k"});
    let told = read(&wrong, &key(Role::Owner)).unwrap_err();
    let fields: Vec<&str> = told.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["name", "role", "scopes", "expires_at", "models[0]", "team_id", "user_id", "key"]);
    assert!(told[4].message.ends_with("got 'veo_3_2'. Did you mean veo_3_1?"), "{}", told[4].message);
}

#[test]
fn a_member_makes_keys_for_themselves_and_nobody_makes_one_above_them() {
    for (role, body, refused) in [
        (Role::Member, json!({"name": "a", "user_id": "ann"}), false),
        (Role::Member, json!({"name": "a", "user_id": "bob"}), true),
        (Role::Admin, json!({"name": "a", "user_id": "bob", "role": "admin"}), false),
        (Role::Admin, json!({"name": "a", "role": "owner"}), true),
        (Role::Owner, json!({"name": "a", "role": "owner"}), false),
        (Role::Owner, json!({"name": "a", "scopes": ["platform:billing"]}), true),
    ] {
        let maker = key(role);
        assert_eq!(read(&body, &maker).unwrap().beyond(&maker).is_some(), refused, "{role:?}: {body}");
    }
}

#[test]
fn an_old_secret_lives_a_day_or_as_asked_and_never_longer_than_its_key() {
    let of = |body: Value| Rotation::read(&body).unwrap().old_key_valid_seconds;
    assert_eq!((of(json!({})), of(json!({"old_key_valid_seconds": 0}))), (86_400, 0));
    for wrong in [json!(-1), json!(604_801), json!("1"), json!(1.5)] {
        let told = Rotation::read(&json!({"old_key_valid_seconds": wrong})).unwrap_err();
        assert_eq!((told.len(), told[0].field.as_str()), (1, "old_key_valid_seconds"));
    }
    let rotation = Rotation { old_key_valid_seconds: 100 };
    let guest = ApiKey { expires_at: Some(NOW.plus_seconds(10)), ..key(Role::Owner) };
    assert_eq!(rotation.old_key_valid_until(&guest, NOW), NOW.plus_seconds(10));
    assert_eq!(rotation.old_key_valid_until(&key(Role::Owner), NOW), NOW.plus_seconds(100));
}
