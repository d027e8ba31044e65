package import PosternText

extension World {
  /// Reads a line of `postern simulate`; unknown members are refused.
  package init(_ json: JSONValue) throws {
    let known: Set<String> = [
      "id", "principal", "issuer", "action", "resource", "resourceAccount", "context",
      "resourceless", "needsResourceGrant", "lenient", "policies",
    ]
    for member in json.members where !known.contains(member.name) {
      throw WorldError(pointer: member.value.pointer, expected: "a known member")
    }
    func text(_ name: String) throws -> String {
      guard let text = json[name]?.string else {
        throw WorldError(pointer: json.pointer + "/" + name, expected: "a string")
      }
      return text
    }
    self.init(
      principal: try text("principal"),
      action: try text("action"),
      resource: try text("resource")
    )
    id = json["id"]?.string ?? ""
    issuer = json["issuer"]?.string
    resourceAccount = json["resourceAccount"]?.string
    isResourceless = json["resourceless"]?.boolean ?? false
    needsResourceGrant = json["needsResourceGrant"]?.boolean ?? false
    isLenient = json["lenient"]?.boolean ?? false
    context = try (json["context"]?.members ?? []).map { member in
      ContextEntry(
        key: member.name,
        values: try Self.values(member.value),
        isMultivalued: member.value.kind == .array
      )
    }
    if let policies = json["policies"] { try read(policies) }
  }

  private mutating func read(_ policies: JSONValue) throws {
    for member in policies.members {
      let value = member.value
      switch member.name {
      case "identity": identity = try Self.policies(value) ?? []
      case "boundary": boundary = try Self.policies(value) ?? []
      case "session": session = try Self.policies(value)
      case "resource": resourcePolicies = try Self.policies(value)
      case "gateway": gateway = try Self.policies(value) ?? []
      case "scp": scp = try Self.levels(value)
      case "rcp": rcp = try Self.levels(value)
      default: throw WorldError(pointer: value.pointer, expected: "the name of a layer")
      }
    }
  }

  private static func values(_ value: JSONValue) throws -> [String] {
    try (value.kind == .array ? value.elements : [value]).map { element in
      guard let text = element.scalarText else {
        throw WorldError(pointer: element.pointer, expected: "a string, number or boolean")
      }
      return text
    }
  }

  private static func policies(_ value: JSONValue) throws -> [Policy]? {
    if value.kind == .null { return nil }
    guard value.kind == .array else {
      throw WorldError(pointer: value.pointer, expected: "a list of policies or null")
    }
    return try value.elements.map { element in
      guard let document = element["document"], let name = element["name"]?.string else {
        throw WorldError(pointer: element.pointer, expected: "an object of name and document")
      }
      return Policy(name: name, text: document.string ?? document.rawText)
    }
  }

  private static func levels(_ value: JSONValue) throws -> [[Policy]]? {
    if value.kind == .null { return nil }
    guard value.kind == .array else {
      throw WorldError(pointer: value.pointer, expected: "a list of levels")
    }
    return try value.elements.map { try policies($0) ?? [] }
  }
}
