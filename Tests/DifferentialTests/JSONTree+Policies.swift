import PosternTestKit

extension JSONTree {
  /// A member of an object; setting it appends a new member, nil removes it.
  subscript(name: String) -> JSONTree? {
    get { members.first { $0.name == name }?.value }
    set {
      var members = members
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  /// The members of an object; none of anything else.
  var members: [(name: String, value: JSONTree)] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The statements of a policy, be they one object or a list.
  var statements: [JSONTree] {
    get {
      switch self["Statement"] {
      case .array(let statements): statements
      case .some(let statement): [statement]
      case nil: []
      }
    }
    set { self["Statement"] = .array(newValue) }
  }

  /// Whether a statement denies.
  var isDeny: Bool { self["Effect"]?.text == "\"Deny\"" }

  /// The same with all members and list entries in a random order.
  ///
  /// Operands of ARN operators keep theirs: the first that matches or is malformed decides (C-62).
  func shuffled(using random: inout SeededGenerator, keepsLists: Bool = false) -> JSONTree {
    switch self {
    case .scalar: return self
    case .array(let elements):
      let changed = elements.map { $0.shuffled(using: &random) }
      return .array(keepsLists ? changed : changed.shuffled(using: &random))
    case .object(let members):
      let changed = members.map { member in
        let isARN = member.name.hasPrefix("Arn") || member.name.contains(":Arn")
        let value = member.value.shuffled(using: &random, keepsLists: keepsLists || isARN)
        return (name: member.name, value: value)
      }
      return .object(changed.shuffled(using: &random))
    }
  }

  /// Every deny statement that is this one but for one slip of the hand: a member that is gone, or
  /// one other character in a name that the language fixes.
  func slips(using random: inout SeededGenerator) -> [JSONTree] {
    var slips = withoutOneMember + misspelledOnce(using: &random)
    if let effect = self["Effect"] {
      let word = effect.text.filter { $0 != "\"" }.misspelled(using: &random)
      slips.append(replacing("Effect", with: .scalar(JSONLiteral.string(word))))
    }
    for name in ["Principal", "NotPrincipal"] {
      slips += self[name]?.misspelledOnce(using: &random).map { replacing(name, with: $0) } ?? []
    }
    guard let block = self["Condition"] else { return slips }
    let operators = block.withoutOneMember + block.misspelledOnce(using: &random)
    slips += operators.map { replacing("Condition", with: $0) }
    for (name, keys) in block.members {
      slips += keys.withoutOneMember.map {
        replacing("Condition", with: block.replacing(name, with: $0))
      }
    }
    return slips
  }

  private var withoutOneMember: [JSONTree] {
    members.map { replacing($0.name, with: nil) }
  }

  private func misspelledOnce(using random: inout SeededGenerator) -> [JSONTree] {
    members.indices.map { index in
      var members = members
      members[index].name = members[index].name.misspelled(using: &random)
      return .object(members)
    }
  }

  private func replacing(_ name: String, with value: JSONTree?) -> JSONTree {
    var copy = self
    copy[name] = value
    return copy
  }
}

extension String {
  /// The text with another character in one place, half the time only of another case.
  fileprivate func misspelled(using random: inout SeededGenerator) -> String {
    var characters = Array(self)
    let index = random.below(characters.count)
    let character = characters[index]
    let flipped = Character(
      character.isUppercase ? character.lowercased() : character.uppercased()
    )
    let isFlipped = flipped != character && random.chance(50)
    let others = "aeilnstADNS:*- é".filter { $0 != character }
    characters[index] = isFlipped ? flipped : random.pick(Array(others))
    return String(characters)
  }
}
