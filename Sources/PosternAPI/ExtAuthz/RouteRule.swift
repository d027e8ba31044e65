/// What requests of one method and one form of path do, and on what.
package struct RouteRule: Sendable, Equatable {
  /// The method, in capitals; nil stands for every method.
  package let method: String?
  /// The path, such as `/orders/{id}`.
  package let path: PathTemplate
  /// The action, such as `orders:Read`.
  package let action: TextTemplate
  /// The resource, such as `arn:aws:orders:::order/{id}`.
  package let resource: TextTemplate

  /// Makes a rule.
  package init(
    method: String?,
    path: PathTemplate,
    action: TextTemplate,
    resource: TextTemplate
  ) {
    self.method = method
    self.path = path
    self.action = action
    self.resource = resource
  }
}
