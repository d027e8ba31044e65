extension ProxiedRequest {
  /// Reads what Envoy says about a request.
  ///
  /// With `encode_raw_headers` Envoy sends every field by itself; fields of one name are then
  /// joined as in RFC 9110 §5.3.
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
        header.value.isEmpty ? String(decoding: header.rawValue, as: UTF8.self) : header.value
      headers[header.key] = headers[header.key].map { "\($0), \(text)" } ?? text
    }
  }
}
