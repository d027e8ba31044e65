/// How the requests that proxies ask about become questions: for Envoy's external authorization and
/// for forward-auth of other proxies.
package struct ExtAuthzOptions: Sendable, Equatable {
  /// Whom the client certificate of a proxied request stands for; the first rule that matches
  /// wins.
  package var principals: [PrincipalRule]
  /// The header field that names the principal, in lower case; nil means that no field does.
  ///
  /// It is believed only on a listener that trusts its proxy.
  package var principalHeader: String?
  /// What a proxied request does and on what, unless the route of the proxy says it; the first rule
  /// that matches wins.
  package var routes: [RouteRule]
  /// The service of the action when neither the proxy nor a rule says more: `SERVICE:Invoke` on
  /// `arn:aws:SERVICE:::route/METHOD/PATH`.
  package var service: String
  /// The header fields, in lower case, that become the condition keys `envoy:header/NAME`.
  ///
  /// They are believed only on a listener that trusts its proxy.
  package var contextHeaders: [String]
  /// Which address of `x-forwarded-for` is the client's, counted from the right, 1 for the last; 0
  /// means that the field is not believed.
  ///
  /// It is believed only on a listener that trusts its proxy.
  package var forwardedForDepth: Int
  /// Which paths are refused, since the service behind the proxy may read them in another way.
  package var paths: PathRules
  /// Whether the proxy is asked to take the field `authorization` away from an allowed request.
  package var removesAuthorization: Bool
  /// The value of `www-authenticate` with which a request without a principal is answered, status
  /// 401; nil answers it with 403 as every other denial.
  package var challenge: String?

  /// The names of the header fields that are read, in lower case, besides those that describe the
  /// request.
  var fieldNames: [String] {
    ["user-agent", "x-forwarded-proto"] + (forwardedForDepth > 0 ? ["x-forwarded-for"] : [])
      + valueNames
  }

  /// The names of those whose whole value a policy or a principal is compared with.
  var valueNames: [String] { contextHeaders + (principalHeader.map { [$0] } ?? []) }

  /// What holds when nothing is configured.
  package static let standard = ExtAuthzOptions(
    principals: [],
    principalHeader: nil,
    routes: [],
    service: "proxy",
    contextHeaders: [],
    forwardedForDepth: 0,
    paths: .standard,
    removesAuthorization: false,
    challenge: nil
  )
}
