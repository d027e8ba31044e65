/// A snapshot as a tree: what its numbers stand for, who has which sets, and the sets.
package struct SnapshotDump {
  private let snapshot: Snapshot
  private let names: DumpNames

  /// A dump of a snapshot; `statementName` says what its statements are called.
  package init(_ snapshot: Snapshot, statementName: @escaping (UInt32) -> String) {
    self.snapshot = snapshot
    names = DumpNames(snapshot, statementName: statementName)
  }

  /// How many decision sets there are.
  package var setCount: Int { snapshot.setCount }

  /// Everything.
  ///
  /// - Complexity: O(n) in the bytes of the snapshot.
  package var node: DumpNode {
    DumpNode(
      "snapshot: \(snapshot.setCount) sets, \(snapshot.byteCount) bytes",
      [actions, keys, principals, resources, rcp, DumpNode("gateway \(text(snapshot.gateway))")]
        + (0..<snapshot.setCount).map(set)
    )
  }

  /// One decision set.
  ///
  /// - Precondition: there is one with this number.
  /// - Complexity: O(n) in the bytes of the set.
  package func set(_ number: Int) -> DumpNode {
    SetDump(snapshot.sets[number], names: names).node(number: number)
  }

  private var actions: DumpNode {
    DumpNode(
      "action patterns",
      names.actions.sorted { $0.key < $1.key }.map { DumpNode("\($0.key) \($0.value)") }
    )
  }

  private var keys: DumpNode {
    DumpNode(
      "condition keys",
      (0..<snapshot.keyCount).map { DumpNode("\($0) \(snapshot.keys.name(of: $0).string)") }
    )
  }

  private var principals: DumpNode {
    let table = snapshot.principals
    return DumpNode(
      "principals",
      table.all.map { principal in
        let shape = principal.shape
        let sets = (0..<principal.sets.count).map { "\(principal.sets[$0])" }
        let form = CallerForm(rawValue: shape.form).map { "\($0)" } ?? "unknown"
        let layers = [
          sets.isEmpty ? nil : "sets \(sets.joined(separator: " "))",
          shape.boundary == .absent ? nil : "boundary \(text(shape.boundary))",
          shape.session == .absent ? nil : "session \(text(shape.session))",
          shape.scp == 0 ? nil : "scp \(text(LayerLevels(table.shapes, at: shape.scp)))",
        ]
        return DumpNode(
          "\(form) \(principal.lookupName)",
          layers.compactMap(\.self).map { DumpNode($0) }
        )
      }
    )
  }

  private var resources: DumpNode {
    let table = snapshot.resources
    return DumpNode(
      "resources with policies",
      (0..<table.count).map { number in
        let record = table.record(number)
        let name = table.name(of: number).string
        let grant = record.needsGrant == 0 ? "" : ", needs its grant"
        return DumpNode("\(name.isEmpty ? "all others" : name): \(text(record.policy))\(grant)")
      }
    )
  }

  private var rcp: DumpNode {
    let table = snapshot.rcp
    return DumpNode(
      "resource control policies",
      (0..<table.count).map { number in
        let name = table.name(of: number).string
        return DumpNode("\(name.isEmpty ? "all others" : name): \(text(table.levels(number)))")
      }
    )
  }

  private func text(_ levels: LayerLevels) -> String {
    (0..<levels.count).map { text(levels[$0]) }.joined(separator: ", ")
  }

  private func text(_ reference: LayerReference) -> String {
    if let set = reference.set { return "set \(set)" }
    return reference == .silent ? "says nothing" : "absent"
  }
}
