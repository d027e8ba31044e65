package import PosternAPI
import PosternModel

extension DocumentCheck {
  /// A check with the ordinary bounds.
  package static func standard() -> DocumentCheck {
    DocumentCheck(limits: .standard)
  }
}
