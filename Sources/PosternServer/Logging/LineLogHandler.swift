package import Logging
import PosternText

/// Writes each log event as one line to standard error.
package struct LineLogHandler: LogHandler {
  /// The least important level that is written; the threshold's, so that all copies follow it.
  package var logLevel: Logger.Level {
    get { threshold.level.level }
    set { threshold.level = LogLevel(newValue) }
  }
  /// Values that every line shows.
  package var metadata: Logger.Metadata = [:]
  /// Where further values come from; not asked.
  package var metadataProvider: Logger.MetadataProvider?

  private let threshold: LogThreshold
  private let format: LogFormat
  private let clock: @Sendable () -> Int
  private let write: @Sendable (String) -> Void

  /// Creates a handler.
  ///
  /// - Parameters:
  ///   - format: how a line looks.
  ///   - threshold: the least important level that is written, which may change.
  ///   - clock: tells whole seconds since 1970.
  ///   - write: takes a line without its end.
  package init(
    format: LogFormat,
    threshold: LogThreshold,
    clock: @escaping @Sendable () -> Int,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.format = format
    self.threshold = threshold
    self.clock = clock
    self.write = write
  }

  /// One of the values that every line shows.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one event.
  package func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
      .sorted { (LogField.place(of: $0.key), $0.key) < (LogField.place(of: $1.key), $1.key) }
    let time = Timestamp.text(secondsSinceEpoch: Int64(clock()))
    switch format {
    case .text: write(textLine(event, time: time, fields: fields))
    case .json: write(jsonLine(event, time: time, fields: fields))
    }
  }

  private func textLine(
    _ event: LogEvent,
    time: String,
    fields: [(key: String, value: Logger.Metadata.Value)]
  ) -> String {
    var line = "\(time) \(event.level) \(event.message)"
    for (key, value) in fields {
      line += " \(key)=\(LineLogHandler.quoted("\(value)"))"
    }
    return line
  }

  private func jsonLine(
    _ event: LogEvent,
    time: String,
    fields: [(key: String, value: Logger.Metadata.Value)]
  ) -> String {
    var writer = JSONWriter(reusing: [])
    writer.beginObject()
    writer.name("time")
    writer.string(time)
    writer.name("level")
    writer.string("\(event.level)")
    writer.name("message")
    writer.string("\(event.message)")
    for (key, value) in fields {
      writer.name(key)
      let text = "\(value)"
      if let number = Int(text) { writer.integer(number) } else { writer.string(text) }
    }
    writer.endObject()
    return String(decoding: writer.take(), as: UTF8.self)
  }

  /// Returns the text as it is when it is one word, else in quotes, so that a line stays one line.
  private static func quoted(_ text: String) -> String {
    let isWord =
      !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
    guard !isWord else { return text }
    var writer = JSONWriter(reusing: [])
    writer.string(text)
    return String(decoding: writer.take(), as: UTF8.self)
  }
}
