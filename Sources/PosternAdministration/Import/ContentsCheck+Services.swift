internal import PosternManifest
internal import PosternModel
internal import PosternPolicy

extension ContentsCheck {
  /// The services that the language itself knows by heart.
  private static let builtInServices = ["iam", "sts"]

  /// Checks that descriptions of services name things that can be, each once, and nothing that
  /// they do not describe.
  mutating func checkServices() {
    var firsts: [String: Int] = [:]
    for (index, service) in contents.services.enumerated() {
      let entity = EntityPlaces.Entity.service(index)
      checkPrefix(service.prefix, entity)
      if let first = firsts[service.prefix.lowercased()] {
        refuse(
          "the service `\(QuotedText.shortened(service.prefix))` is described twice, first"
            + placeText(.service(first), .name),
          help: nil,
          entity,
          .name
        )
      } else {
        firsts[service.prefix.lowercased()] = index
      }
      checkTypes(of: service, entity)
      checkActions(of: service, entity)
      checkKeys(of: service, entity)
    }
  }

  private mutating func checkPrefix(_ prefix: String, _ entity: EntityPlaces.Entity) {
    let shown = QuotedText.shortened(prefix)
    if !NameRules.isServicePrefix(prefix) {
      refuse(
        "expected a service prefix of 1 to \(NameRules.servicePrefixCountMax) letters, digits, "
          + "dots and hyphens, found `\(shown)`",
        help: nil,
        entity,
        .name
      )
    } else if Self.builtInServices.contains(prefix.lowercased()) {
      refuse(
        "the service `\(shown)` is built in and cannot be described",
        help: nil,
        entity,
        .name
      )
    }
  }

  private mutating func checkTypes(of service: Service, _ entity: EntityPlaces.Entity) {
    var names: Set<String> = []
    for (index, type) in service.resourceTypes.enumerated() {
      let part = EntityPlaces.Part.resourceType(index)
      let shown = QuotedText.shortened(type.name)
      if !NameRules.isName(type.name, countMax: NameRules.longNameCountMax) {
        refuse(
          "expected the name of a type of resources with 1 to \(NameRules.longNameCountMax) of "
            + "`A-Z a-z 0-9 _ + = , . @ -`, found `\(shown)`",
          help: nil,
          entity,
          part
        )
      }
      if !names.insert(type.name).inserted {
        refuse("the type of resources `\(shown)` is given twice", help: nil, entity, part)
      }
      if !isARNPattern(type.arn) {
        refuse(
          "expected the pattern of the ARNs of `\(shown)`, six parts divided by colons, found "
            + "`\(QuotedText.shortened(type.arn))`",
          help: "such as `arn:aws:\(service.prefix):*:*:order/*`",
          entity,
          part
        )
      }
    }
  }

  private mutating func checkActions(of service: Service, _ entity: EntityPlaces.Entity) {
    let types = Set(service.resourceTypes.map(\.name))
    var names: Set<String> = []
    for (index, action) in service.actions.enumerated() {
      let part = EntityPlaces.Part.action(index)
      let shown = QuotedText.shortened(action.name)
      if !NameRules.isActionName(action.name) {
        refuse(
          "expected the name of an action with 1 to \(NameRules.longNameCountMax) of "
            + "`A-Z a-z 0-9 _ . / -`, without the service's prefix, found `\(shown)`",
          help: nil,
          entity,
          part
        )
      }
      if !names.insert(action.name.lowercased()).inserted {
        refuse("the action `\(shown)` is given twice", help: "names ignore case", entity, part)
      }
      var seen: Set<String> = []
      for type in action.resourceTypes {
        let word = QuotedText.shortened(type)
        if !types.contains(type) {
          refuse(
            "the action `\(shown)` acts on `\(word)`, which is no type of resources here",
            help: nil,
            entity,
            part
          )
        }
        if !seen.insert(type).inserted {
          refuse("the action `\(shown)` has `\(word)` twice", help: nil, entity, part)
        }
      }
      checkResource(of: action, shown, entity, part)
    }
  }

  private mutating func checkResource(
    of action: Service.Action,
    _ shown: String,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    if let resource = action.defaultResource {
      if !action.resourceTypes.isEmpty {
        refuse(
          "the action `\(shown)` acts on resources and can have no default resource",
          help: nil,
          entity,
          part
        )
      }
      if ARN(resource) == nil || resource.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
        refuse(
          "expected an ARN as the default resource of `\(shown)`, found "
            + "`\(QuotedText.shortened(resource))`",
          help: nil,
          entity,
          part
        )
      }
    }
    let isOnResource = action.handlesPolicy || action.isExemptFromResourceGrant
    if isOnResource, action.resourceTypes.isEmpty {
      refuse(
        "the action `\(shown)` acts on no resource, so that no resource's policy matters to it",
        help: "leave `handlesPolicy` and `needsResourceGrant` out, or list `resourceTypes`",
        entity,
        part
      )
    }
  }

  private mutating func checkKeys(of service: Service, _ entity: EntityPlaces.Entity) {
    var names: Set<String> = []
    let prefix = service.prefix + ":"
    for (index, key) in service.keys.enumerated() {
      let part = EntityPlaces.Part.key(index)
      let shown = QuotedText.shortened(key.name)
      let isOwn = key.name.lowercased().hasPrefix(prefix.lowercased())
      if !isOwn || !NameRules.isTagKey(key.name) || key.name.utf8.count == prefix.utf8.count {
        refuse(
          "expected a condition key that begins with `\(QuotedText.shortened(prefix))`, found "
            + "`\(shown)`",
          help: nil,
          entity,
          part
        )
      }
      if !names.insert(key.name.lowercased()).inserted {
        refuse(
          "the condition key `\(shown)` is given twice",
          help: "keys ignore case",
          entity,
          part
        )
      }
    }
  }

  /// Six parts, with wildcards where they may be: variables have no meaning here.
  private func isARNPattern(_ text: String) -> Bool {
    guard let arn = ARN(text), !arn.service.isEmpty, !arn.resource.isEmpty else { return false }
    let isPartition =
      arn.partition == "*" || PolicyRules.standardPartitions.contains(arn.partition)
    return isPartition
      && !text.utf8.contains { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "$") }
  }
}
