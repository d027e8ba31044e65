/// Takes results that nobody needs, so that the work behind them is not left out.
enum Consumer {
  /// Takes a result.
  @inline(never)
  @_optimize(none)
  static func take<Value>(_ value: Value) {}
}
