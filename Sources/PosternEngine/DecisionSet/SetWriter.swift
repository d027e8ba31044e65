/// Writes the bytes of a decision set, once it is known where everything stands.
struct SetWriter {
  let layout: EntryLayout
  /// The entries, by the numbers of their drafts.
  let entries: [Entry]
  let rules: [Rule]

  /// Returns the bytes; indexes are appended to `programs`.
  func region(_ programs: inout ProgramWriter) -> Region {
    let isWide = layout.isIndexed || !hasNarrowRuns
    let start = entriesOffset(isWide: isWide)
    let programsPlace = start + entries.count * Entry.size + rules.count * Rule.size
    var writer = RegionWriter()
    writer.reserve(programsPlace + programs.count)
    writer.append(
      DecisionSet.Header(
        programs: UInt32(programsPlace),
        serviceByteCount: UInt16(serviceByteCount),
        runSize: UInt16(isWide ? DecisionSet.WideRun.size : DecisionSet.Run.size)
      )
    )
    writer.append(layout.services)
    for _ in layout.services.count..<serviceByteCount {
      writer.append(ActionPatternIndex.noService)
    }
    if isWide {
      for run in runs { writer.append(wideRun(run, start, &programs)) }
    } else {
      for run in runs { writer.append(narrowRun(run, start)) }
      writer.append(UInt16(start / Entry.size + entries.count))
      writer.append(layout.marks)
    }
    writer.align(to: Entry.size)
    precondition(writer.offset == start, "the entries stand where the runs say")
    for number in layout.order { writer.append(entries[number]) }
    for rule in rules.reversed() { writer.append(rule) }
    writer.append(programs.bytes)
    // One entry and its rule are enough behind the marks.
    if entries.isEmpty { writer.append([UInt8](repeating: 0, count: DecisionSet.markBlock)) }
    return writer.finish()
  }

  /// The size of the service numbers; something stands behind the last of them.
  private var serviceByteCount: Int {
    (layout.services.count / DecisionSet.serviceBlock + 1) * DecisionSet.serviceBlock
  }

  /// The runs, with that of no service.
  private var runs: [EntryLayout.Run] {
    let end = entries.count
    let none = EntryLayout.Run(
      denyStart: end,
      denyTailed: end,
      allowStart: end,
      allowTailed: end,
      end: end
    )
    return layout.runs + [none]
  }

  /// Whether the places of marks and the numbers of entries fit into a `Run`.
  private var hasNarrowRuns: Bool {
    let start = entriesOffset(isWide: false)
    return start <= Int(UInt16.max) && start / Entry.size + entries.count <= Int(UInt16.max)
  }

  /// The place of the first mark; a number stands behind the last run.
  private var marksOffset: Int { runsEnd(runSize: DecisionSet.Run.size) + 2 }

  private func runsEnd(runSize: Int) -> Int {
    DecisionSet.servicesOffset + serviceByteCount + (layout.runs.count + 1) * runSize
  }

  /// The place of the first entry, at a multiple of an entry's size.
  private func entriesOffset(isWide: Bool) -> Int {
    let end =
      isWide ? runsEnd(runSize: DecisionSet.WideRun.size) : marksOffset + entries.count
    return (end + Entry.size - 1) / Entry.size * Entry.size
  }

  private func narrowRun(_ run: EntryLayout.Run, _ start: Int) -> DecisionSet.Run {
    func place(_ number: Int) -> UInt16 { UInt16(start / Entry.size + number) }
    return DecisionSet.Run(
      denyStart: place(run.denyStart),
      allowStart: place(run.allowStart),
      marks: UInt16(marksOffset + run.denyStart),
      window: UInt16(run.window)
    )
  }

  private func wideRun(
    _ run: EntryLayout.Run,
    _ start: Int,
    _ programs: inout ProgramWriter
  ) -> DecisionSet.WideRun {
    func place(_ number: Int) -> UInt32 { UInt32(start + number * Entry.size) }
    return DecisionSet.WideRun(
      denyStart: place(run.denyStart),
      denyTailed: place(run.denyTailed),
      allowStart: place(run.allowStart),
      allowTailed: place(run.allowTailed),
      end: place(run.end),
      denyIndex: programs.index(run.denyIndex, place: place),
      allowIndex: programs.index(run.allowIndex, place: place)
    )
  }
}
