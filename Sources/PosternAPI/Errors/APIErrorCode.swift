/// A reason for an error answer, by the name that callers see; a name never changes its meaning.
package struct APIErrorCode: Hashable, Sendable {
  /// The name on the wire.
  package let name: String
  /// The HTTP status that goes with it when it is the whole answer.
  package let status: UInt16

  private init(_ name: String, _ status: UInt16) {
    self.name = name
    self.status = status
  }

  /// The body is not JSON as RFC 8259 defines it.
  package static let malformedJSON = APIErrorCode("malformedJSON", 400)
  /// An object has two members of the same name.
  package static let duplicateMember = APIErrorCode("duplicateMember", 400)
  /// A member that this interface does not know.
  package static let unknownMember = APIErrorCode("unknownMember", 400)
  /// A member that is needed is not there.
  package static let missingMember = APIErrorCode("missingMember", 400)
  /// A value of the wrong JSON type.
  package static let wrongType = APIErrorCode("wrongType", 400)
  /// A value of the right type that is not one of those allowed.
  package static let invalidValue = APIErrorCode("invalidValue", 400)
  /// Deeper, longer or more than the limits allow.
  package static let limitExceeded = APIErrorCode("limitExceeded", 400)
  /// A form that the interface defines and that this version does not take yet.
  package static let notSupported = APIErrorCode("notSupported", 400)
  /// The principal is no principal's name.
  package static let invalidPrincipal = APIErrorCode("invalidPrincipal", 400)
  /// The action is not `service:Name`.
  package static let invalidAction = APIErrorCode("invalidAction", 400)
  /// The resource is neither an ARN nor `*`.
  package static let invalidResource = APIErrorCode("invalidResource", 400)
  /// A condition key that is not one, or whose values have a form that the key does not take.
  package static let invalidContext = APIErrorCode("invalidContext", 400)
  /// A condition key that Postern derives itself and takes from nobody (K-02).
  package static let derivedKey = APIErrorCode("derivedKey", 400)
  /// The same condition key twice, in two spellings (K-01).
  package static let duplicateKey = APIErrorCode("duplicateKey", 400)
  /// A policy document is not understood; the name is the one that users of policies know.
  package static let malformedPolicy = APIErrorCode("MalformedPolicyDocument", 400)
  /// A policy document is above its quota.
  package static let policyTooLong = APIErrorCode("LimitExceeded", 400)
  /// A query where none is understood.
  package static let unexpectedQuery = APIErrorCode("unexpectedQuery", 400)
  /// The bytes are no HTTP request.
  package static let malformedRequest = APIErrorCode("malformedRequest", 400)
  /// Nothing lives at this path.
  package static let notFound = APIErrorCode("notFound", 404)
  /// The path takes other methods; the `allow` field names them.
  package static let methodNotAllowed = APIErrorCode("methodNotAllowed", 405)
  /// `CONNECT`, which no path takes.
  package static let notImplemented = APIErrorCode("notImplemented", 501)
  /// The body is longer than this path takes.
  package static let bodyTooLarge = APIErrorCode("bodyTooLarge", 413)
  /// The body is not declared as `application/json`.
  package static let unsupportedMediaType = APIErrorCode("unsupportedMediaType", 415)
  /// The target of the request is too long.
  package static let targetTooLong = APIErrorCode("targetTooLong", 414)
  /// The request did not come in time.
  package static let requestTimeout = APIErrorCode("requestTimeout", 408)
  /// The version of HTTP is none that is spoken here.
  package static let versionNotSupported = APIErrorCode("versionNotSupported", 505)
  /// The client expects what is not known here.
  package static let expectationFailed = APIErrorCode("expectationFailed", 417)
  /// The header fields are too many or too long.
  package static let headersTooLarge = APIErrorCode("headersTooLarge", 400)
  /// Deciding failed inside Postern; neither allowed nor denied.
  package static let undecided = APIErrorCode("undecided", 500)
  /// No entities have been loaded yet.
  package static let notReady = APIErrorCode("notReady", 503)
  /// The connection has too much unfinished work.
  package static let overloaded = APIErrorCode("overloaded", 503)

  /// The codes that answers of the sidecar have, at most 32: what is counted.
  ///
  /// Those of policy documents are not among them, since these are read from files.
  package static let answered: [APIErrorCode] = [
    malformedJSON, duplicateMember, unknownMember, missingMember, wrongType, invalidValue,
    limitExceeded, notSupported, invalidPrincipal, invalidAction, invalidResource, invalidContext,
    derivedKey, duplicateKey, unexpectedQuery, malformedRequest, notFound, methodNotAllowed,
    bodyTooLarge, unsupportedMediaType, targetTooLong, expectationFailed, headersTooLarge,
    undecided, notReady, overloaded, notImplemented, requestTimeout, versionNotSupported,
  ]
}
