internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  private static let serviceMembers = [
    "kind", "prefix", "description", "resourceControlPolicies", "resourcePoliciesMayOmitResource",
    "resourceTypes", "actions", "conditionKeys",
  ]

  /// Reads a manifest of kind `Service`.
  mutating func readService(_ document: ManifestDocument) {
    guard let members = open(document, "a service", Self.serviceMembers) else { return }
    var notes = EntityNotes(members)
    let prefix = members.requiredText("prefix", &problems)
    if let prefix { notes.note(.name, at: prefix.position) }
    // A service's description is for readers of the file alone.
    _ = members.text("description", &problems)
    let isControlled = flag("resourceControlPolicies", members, whenAbsent: false)
    let omitsResource = flag("resourcePoliciesMayOmitResource", members, whenAbsent: false)
    let types = resourceTypes(members, &notes)
    let actions = actions(members, &notes)
    let keys = keys(members, &notes)
    guard let prefix, let isControlled, let omitsResource, let types, let actions, let keys else {
      return
    }
    notes.store(in: &places, of: .service(contents.services.count))
    contents.services.append(
      Service(
        prefix: prefix.text,
        isResourceControlled: isControlled,
        omitsResource: omitsResource,
        resourceTypes: types,
        actions: actions,
        keys: keys
      )
    )
  }

  /// Reads the types of resources; nil when one of them is not understood.
  private mutating func resourceTypes(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> [Service.ResourceType]? {
    let nodes = members.list("resourceTypes", &problems)
    var types: [Service.ResourceType] = []
    for (index, node) in nodes.enumerated() {
      guard
        let type = part(
          node,
          "a type of resources",
          ["name", "arn", "needsResourceGrant"],
          members
        )
      else { continue }
      notes.note(.resourceType(index), at: node.position)
      let name = type.requiredText("name", &problems)
      let arn = type.requiredText("arn", &problems)
      guard let name, let arn,
        let needsGrant = flag("needsResourceGrant", type, whenAbsent: false)
      else { continue }
      types.append(
        Service.ResourceType(name: name.text, arn: arn.text, needsResourceGrant: needsGrant)
      )
    }
    return types.count == nodes.count ? types : nil
  }

  /// Reads the actions: maps, or the bare names of actions without a resource.
  private mutating func actions(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> [Service.Action]? {
    let nodes = members.list("actions", &problems)
    var actions: [Service.Action] = []
    for (index, node) in nodes.enumerated() {
      notes.note(.action(index), at: node.position)
      if let name = node.text {
        actions.append(
          Service.Action(
            name: name,
            resourceTypes: [],
            defaultResource: nil,
            handlesPolicy: false,
            isExemptFromResourceGrant: false
          )
        )
      } else if let action = action(node, members) {
        actions.append(action)
      }
    }
    return actions.count == nodes.count ? actions : nil
  }

  private mutating func action(_ node: ManifestNode, _ members: MemberReader) -> Service.Action? {
    let expected = [
      "name", "description", "resourceTypes", "defaultResource", "handlesPolicy",
      "needsResourceGrant",
    ]
    guard let action = part(node, "an action", expected, members) else { return nil }
    _ = action.text("description", &problems)
    let name = action.requiredText("name", &problems)
    let before = problems.totalCount
    let types = action.texts("resourceTypes", &problems)
    let resource = action.text("defaultResource", &problems)
    let handlesPolicy = flag("handlesPolicy", action, whenAbsent: false)
    let needsGrant = flag("needsResourceGrant", action, whenAbsent: true)
    guard let name, let handlesPolicy, let needsGrant, problems.totalCount == before else {
      return nil
    }
    return Service.Action(
      name: name.text,
      resourceTypes: types.map(\.text),
      defaultResource: resource?.text,
      handlesPolicy: handlesPolicy,
      isExemptFromResourceGrant: !needsGrant
    )
  }

  /// Reads the condition keys; nil when one of them is not understood.
  private mutating func keys(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> [Service.Key]? {
    let nodes = members.list("conditionKeys", &problems)
    var keys: [Service.Key] = []
    for (index, node) in nodes.enumerated() {
      guard
        let key = part(node, "a condition key", ["name", "description", "type"], members)
      else { continue }
      notes.note(.key(index), at: node.position)
      _ = key.text("description", &problems)
      let name = key.requiredText("name", &problems)
      let type = key.requiredText("type", &problems)
      guard let name, let type, let read = keyType(type, in: members.file) else { continue }
      keys.append(Service.Key(name: name.text, type: read.type, isList: read.isList))
    }
    return keys.count == nodes.count ? keys : nil
  }

  private mutating func keyType(
    _ text: MemberReader.PlacedText,
    in file: SourceFile
  ) -> (type: ConditionKeyType, isList: Bool)? {
    let prefix = ConditionKeyType.listPrefix
    let isList = text.text.hasPrefix(prefix)
    let word = isList ? String(text.text.dropFirst(prefix.count)) : text.text
    if let type = ConditionKeyType(rawValue: word) { return (type, isList) }
    let words = ConditionKeyType.allCases.map(\.rawValue)
    let closest = Spelling.closest(to: word, among: words)
    refuse(
      "expected one of the types \(words.map { "`\($0)`" }.joined(separator: ", ")), with "
        + "`\(prefix)` before it for a key with many values, found "
        + "`\(QuotedText.shortened(text.text))`",
      help: closest.map { "did you mean `\(isList ? prefix : "")\($0)`?" },
      in: file,
      at: text.position
    )
    return nil
  }

  private mutating func part(
    _ node: ManifestNode,
    _ subject: String,
    _ expected: [String],
    _ members: MemberReader
  ) -> MemberReader? {
    MemberReader(
      node,
      in: members.file,
      subject: subject,
      expected: expected,
      problems: &problems
    )
  }
}
