extension ProxiedRequest {
  /// Adds a field that Envoy sends by itself, as it does with `encode_raw_headers`; one that is not
  /// UTF-8 has no value.
  ///
  /// Fields of one name are joined as in RFC 9110 §5.3.
  mutating func addListed(_ name: String, _ value: String?) {
    guard let value else {
      malformedFields.insert(name)
      return
    }
    // In its place: a copy for each of many fields of one name would be much work.
    if headers[name]?.append(", \(value)") == nil {
      headers[name] = value
    } else {
      repeatedFields.insert(name)
    }
  }

  /// Takes a connection for one in secret only where the field of the proxy says it too.
  ///
  /// Over HTTP/2 the scheme is whatever the client writes, while Envoy can be made to write
  /// `x-forwarded-proto` by itself.
  mutating func believeForwardedScheme() {
    let forwarded = headers["x-forwarded-proto"] ?? scheme
    if !ProxiedRequest.isSecure(forwarded) { scheme = forwarded }
  }
}
