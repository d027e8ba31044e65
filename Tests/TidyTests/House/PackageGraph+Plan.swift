extension PackageGraph {
  private static let manifest = "Package.swift"

  /// Returns every import of a module that the target of the file does not declare.
  func undeclaredImports(in repository: Repository) -> [Finding] {
    repository.files.filter(\.isSwift).flatMap { file -> [Finding] in
      guard let target = targets.first(where: { $0.name == file.module }) else { return [] }
      return file.imports.compactMap { imported in
        let isKnown =
          target.dependencies.contains(imported.module) || imported.module == target.name
          || Room.toolchain.contains(imported.module)
        guard !isKnown else { return nil }
        return file.finding(
          imported.declaration.line,
          "declare `\(imported.module)` for `\(target.name)`"
        )
      }
    }
  }

  /// Returns every dependency that no file of its target imports.
  func unusedDependencies(in repository: Repository) -> [Finding] {
    targets.flatMap { target -> [Finding] in
      let imported = repository.files.filter { $0.isSwift && $0.module == target.name }
        .flatMap(\.imports).map(\.module)
      return target.dependencies.filter { !imported.contains($0) }.map {
        Finding(
          path: Self.manifest,
          line: 1,
          advice: "remove the unused `\($0)` from `\(target.name)`"
        )
      }
    }
  }

  /// Returns every dependency that the plan of the house does not allow.
  func straysFromThePlan() -> [Finding] {
    targets.filter { !$0.isTest && !$0.isSystemLibrary }.flatMap { target -> [Finding] in
      guard let allowed = allowedDependencies(of: target) else {
        return [finding("write the room `\(target.name)` into the plan of the house")]
      }
      return target.dependencies.filter { !allowed.contains($0) }.map {
        finding("`\(target.name)` must not depend on `\($0)`: an import only ever goes down")
      }
    }
  }

  private func allowedDependencies(of target: Target) -> Set<String>? {
    Room.named(target.name)?.mayImport ?? Room.support[target.name]
  }

  private func finding(_ advice: String) -> Finding {
    Finding(path: Self.manifest, line: 1, advice: advice)
  }
}
