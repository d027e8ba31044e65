/// What a proxy is told about a request that it holds back.
enum ProxyAnswer: Equatable {
  /// It may pass.
  case allow(ProxyGrant)
  /// It must not pass.
  case deny(ProxyDenial)
}
