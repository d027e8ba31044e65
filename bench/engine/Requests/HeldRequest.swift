import PosternModel

/// A request that cannot be copied by accident.
///
/// The optimizer copies an element of an array around a call that can throw; the copy counts the
/// references of its arrays, which two readers then fight over, and would be taken for what a
/// decision does.
struct HeldRequest: ~Copyable {
  /// The request.
  let request: AuthorizationRequest
}
