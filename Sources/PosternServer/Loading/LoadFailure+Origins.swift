import PosternAdministration
import PosternDecisionPoint
import PosternManifest
import PosternModel
import PosternPolicy
import PosternStore

extension LoadFailure {
  /// Creates the failure of files that the import refused, or of an import that broke.
  init(_ error: ImportError, directory: String) {
    switch error.code {
    case .refused: self.init(problems: error.problems, totalCount: error.problemCount)
    case .storeFailed: self.init(of: directory, error.message)
    }
  }

  /// Creates the failure of a store that broke.
  init(_ error: StoreError, directory: String) {
    self.init(of: directory, error.description)
  }

  /// Creates the failure of contents that cannot be compiled.
  init(_ error: LoadError, directory: String) {
    switch error {
    case .policy(let name, let error, let origin):
      let problem = LoadProblem(
        file: origin?.file ?? directory,
        position: origin?.position,
        message: "policy `\(name)`: \(error.detail)",
        help: error.help
      )
      self.init(problems: [problem], totalCount: 1)
    case .limit(let sentence):
      self.init(of: directory, sentence)
    }
  }

  /// Creates the failure of a directory for which no place in a file is to blame.
  private init(of directory: String, _ message: String) {
    self.init(
      problems: [LoadProblem(file: directory, position: nil, message: message, help: nil)],
      totalCount: 1
    )
  }
}
