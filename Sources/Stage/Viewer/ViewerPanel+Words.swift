// Words: who dances, why it is proposed, what time it is, what just happened.
extension ViewerPanel {
    struct CardKey: Equatable {
        var title: String
        var place: String
        var lines: [String]
        var standing: Take.Standing?
        var note: String?
        var width: Int
        var scale: Float
        var theme: ViewerTheme
    }

    struct MessageKey: Equatable {
        var text: String
        var isProblem: Bool
        var width: Int
        var scale: Float
        var theme: ViewerTheme
    }

    // MARK: Card

    /// Name, reason, decision and note, at the top left.
    func cardOverlay(_ contents: Contents, _ theme: ViewerTheme) -> Overlay {
        let (state, layout) = (contents.state, contents.layout)
        let take = contents.takes[state.shown.firstIndex(of: state.index) ?? 0]
        let place = state.phrases.count > 1 ? "\(state.index + 1) of \(state.phrases.count)" : ""
        let key = CardKey(
            title: take.performer.name, place: place,
            lines: !state.showsScores || layout.isNarrow
                ? [] : take.words.isEmpty ? contents.report.words : take.words,
            standing: take.standing, note: take.note,
            width: min(layout.picture.width - Int(layout.pixels(48)), Int(layout.pixels(430))),
            scale: layout.scale, theme: theme)
        return card.overlay(key, x: layout.pixels(16), y: layout.pixels(14)) { draw(key, layout) }
    }

    /// Of several, name and reason of the chosen one in one line over the curves, where no dancer is.
    func titleOverlay(_ contents: Contents, _ theme: ViewerTheme) -> Overlay {
        let (state, layout) = (contents.state, contents.layout)
        let take = contents.takes[state.shown.firstIndex(of: state.index) ?? 0]
        let words = take.words.first ?? contents.report.words.first
        let said = [state.showsScores ? words : nil, take.note.map { "“\($0)”" }].compactMap(\.self)
        let letters = layout.letters(13)
        let time = regular.width(of: state.timeText + "   ·   h: keys", size: letters)
        let text = ([take.performer.name] + said).joined(separator: ":  ")
        let key = TextKey(
            text: regular.shortened(
                text, size: letters, toFit: layout.picture.width - time - Int(layout.pixels(80))),
            size: letters, isBold: false, color: theme.ink)
        return title.overlay(key, x: layout.pixels(28), y: layout.stripTop + layout.pixels(6)) {
            picture(of: key)
        }
    }

    private func draw(_ key: CardKey, _ layout: ViewerLayout) -> Image {
        let (large, small) = (layout.letters(17), layout.letters(12))
        let room = Int(layout.pixels(10))
        let inner = key.width - 2 * room
        var lines: [(text: String, color: Color, isBold: Bool)] = key.lines.flatMap { line in
            regular.wrapped(line, size: small, toFit: inner).map { ($0, key.theme.pale, false) }
        }
        switch key.standing {
        case .waiting: lines.append(("waits for you: a to accept, x to reject", key.theme.pale, false))
        case .accepted(let how): lines.append(("✓ " + how, key.theme.ink, true))
        case .rejected(let how): lines.append(("✗ " + how, key.theme.ink, true))
        case nil: break
        }
        if let note = key.note {
            lines += regular.wrapped("“\(note)”", size: small, toFit: inner).map {
                ($0, key.theme.ink, false)
            }
        }
        let step = small * 3 / 2
        let size = PixelSize(
            width: key.width, height: 2 * room + large * 5 / 4 + lines.count * step)
        var image = Image(size: size)
        let place = regular.width(of: key.place, size: small)
        let title = bold.shortened(key.title, size: large, toFit: inner - place - room)
        let widest =
            ([bold.width(of: title, size: large) + (place > 0 ? place + room : 0)]
            + lines.map { ($0.isBold ? bold : regular).width(of: $0.text, size: small) }).max() ?? 0
        var paper = key.theme.paper.bytes
        paper.w = 190
        image.fill(x: 0, y: 0, width: min(widest + 2 * room, size.width), height: size.height, with: paper)
        bold.draw(title, into: &image, x: room, y: room + large, size: large, color: key.theme.ink)
        regular.draw(
            key.place, into: &image, x: room + bold.width(of: title, size: large) + room, y: room + large,
            size: small, color: key.theme.pale)
        for (row, line) in lines.enumerated() {
            (line.isBold ? bold : regular).draw(
                line.text, into: &image, x: room, y: room + large * 5 / 4 + row * step + small * 5 / 4,
                size: small, color: line.color)
        }
        return image
    }

    // MARK: Time

    /// Time, and everything that is not as usual: speed, loop, mirror, view.
    func timeOverlay(_ contents: Contents, _ theme: ViewerTheme) -> Overlay {
        let (state, layout) = (contents.state, contents.layout)
        let key = TextKey(
            text: regular.shortened(
                state.timeText + "   ·   h: keys", size: layout.letters(13),
                toFit: layout.picture.width - Int(layout.pixels(40))),
            size: layout.letters(13), isBold: false, color: theme.ink)
        time.refresh(key) { picture(of: key) }
        let right = Float(layout.picture.width) - layout.pixels(28)
        return time.overlay(key, x: right - Float(time.size.width), y: layout.stripTop + layout.pixels(6)) {
            picture(of: key)
        }
    }

    // MARK: Messages

    /// The note that is being typed, else what the viewer has to say.
    func messageOverlay(_ contents: Contents, _ theme: ViewerTheme) -> Overlay? {
        let (state, layout) = (contents.state, contents.layout)
        let typed = state.writing.map { "note: \($0)▏  (Return keeps it, Esc does not)" }
        guard let text = typed ?? state.notice?.text else { return nil }
        let key = MessageKey(
            text: text, isProblem: state.notice?.isProblem == true && typed == nil,
            width: min(layout.picture.width - Int(layout.pixels(32)), Int(layout.pixels(620))),
            scale: layout.scale, theme: theme)
        message.refresh(key) { draw(key, layout) }
        return message.overlay(
            key, x: (Float(layout.picture.width) - Float(message.size.width)) / 2,
            y: layout.stripTop - Float(message.size.height) - layout.pixels(12)
        ) { draw(key, layout) }
    }

    private func draw(_ key: MessageKey, _ layout: ViewerLayout) -> Image {
        let letters = layout.letters(14)
        let room = Int(layout.pixels(12))
        let lines = key.text.split(separator: "\n").flatMap {
            regular.wrapped(String($0), size: letters, toFit: key.width - 2 * room)
        }
        let width = (lines.map { regular.width(of: $0, size: letters) }.max() ?? 0) + 2 * room
        let step = letters * 3 / 2
        var image = Image(size: PixelSize(width: max(width, 1), height: lines.count * step + room))
        var paper = (key.isProblem ? key.theme.alarm : key.theme.ink).bytes
        paper.w = 235
        image.fill(paper)
        for (row, line) in lines.enumerated() {
            regular.draw(
                line, into: &image, x: room, y: room / 2 + row * step + letters * 9 / 8, size: letters,
                color: key.theme.paper)
        }
        return image
    }
}

extension ViewerState {
    /// Time in words, and everything that is not as usual: `frame 12 of 240 · 0.37 s · 0.5 × speed · mirror`.
    ///
    /// Where a phrase flows into a proposal, time counts from the seam.
    var timeText: String {
        var words: [String] = []
        if let seam = timeline.seam {
            let after = frame - seam
            let part =
                after < 0 ? "given phrase" : "proposal, frame \(after + 1) of \(timeline.frames - seam)"
            words += [part, (after < 0 ? "−" : "+") + Self.clock(Double(abs(after)) / timeline.frameRate)]
        } else {
            words += [
                "frame \(frame + 1) of \(timeline.frames)", Self.clock(Double(frame) / timeline.frameRate),
            ]
        }
        if !isPlaying { words.append("paused") }
        if speed != 1 { words.append("\(Self.number(speed)) × speed") }
        if let loop { words.append("loop \(Self.clock(loop.start)) – \(Self.clock(loop.end))") }
        if isMirrored { words.append("mirror") }
        if isFollowing { words.append("follows") }
        if view != .threeQuarter { words.append(view.rawValue) }
        if ghosts != .none { words.append("ghosts") }
        if let trail { words.append("trails: " + Self.short(trailChoices[trail])) }
        return words.joined(separator: "  ·  ")
    }

    /// `3.07 s`.
    private static func clock(_ seconds: Double) -> String {
        let hundredths = Int((seconds * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
    }

    /// `left hand, right hand`, or how many there are.
    private static func short(_ joints: [String]) -> String {
        joints.count < 3 ? joints.joined(separator: ", ") : "\(joints.count) joints"
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
