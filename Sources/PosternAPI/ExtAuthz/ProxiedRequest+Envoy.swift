extension ProxiedRequest {
  /// Reads what Envoy says about a request.
  ///
  /// With `encode_raw_headers` Envoy sends every field by itself; fields of one name are then
  /// joined as in RFC 9110 §5.3.
  ///
  /// Over HTTP/2 the scheme is whatever the client writes, while Envoy can be made to write
  /// `x-forwarded-proto` by itself; so a request is secure only when both say it.
  init(_ check: Envoy_Service_Auth_V3_CheckRequest) {
    let attributes = check.attributes
    let http = attributes.request.http
    method = http.method
    target = http.path
    scheme = http.scheme
    sourceIdentity = attributes.source.principal
    sourceAddress = attributes.source.address.socketAddress.address
    extensions = attributes.contextExtensions
    headers = http.headers
    for header in http.headerMap.headers {
      let text =
        header.value.isEmpty ? String(validating: header.rawValue, as: UTF8.self) : header.value
      guard let text else {
        malformedFields.insert(header.key)
        continue
      }
      // In its place: a copy for each of many fields of one name would be much work.
      if headers[header.key]?.append(", \(text)") == nil { headers[header.key] = text }
    }
    let forwarded = headers["x-forwarded-proto"] ?? scheme
    if !ProxiedRequest.isSecure(forwarded) { scheme = forwarded }
  }
}
