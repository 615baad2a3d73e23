// What events do.
extension ViewerState {
    /// Does what a person asks for; `layout` is where things lie in the window.
    mutating func handle(_ event: ViewerEvent, in layout: ViewerLayout) {
        switch event {
        case .key(let key): handle(key)
        case .character(let character):
            if writing == nil { handle(character) } else { writing?.append(character) }
        case .press(let place, let grip): grasp(at: place, grip, in: layout)
        case .drag(let place, let change): drag(to: place, by: change, in: layout)
        case .release:
            // A loop too short to see was a click.
            if case .loop = grasp, let loop, loop.end - loop.start < 2.5 / timeline.frameRate {
                self.loop = nil
            }
            grasp = .nothing
        case .scroll(let steps): handling.zoom(by: steps)
        case .redraw: break
        case .close: isClosed = true
        }
    }

    // MARK: Keys

    private mutating func handle(_ key: ViewerEvent.Key) {
        if let text = writing { return write(key, after: text) }
        switch key {
        case .space: isPlaying.toggle()
        case .left: step(by: -1)
        case .right: step(by: 1)
        case .pageUp: seek(to: seconds - 1)
        case .pageDown: seek(to: seconds + 1)
        case .up: show(index - 1)
        case .down: show(index + 1)
        case .home: seek(frame: 0)
        case .end:
            isPlaying = false
            seek(frame: timeline.frames - 1)
        case .enter: writing = ""
        case .backspace: break
        case .function(let number): handle(functionKey: number)
        case .escape:
            if showsHelp {
                showsHelp = false
            } else if isFullScreen {
                leaveFullScreen()
            } else {
                isClosed = true
            }
        }
    }

    /// The keys of someone who is typing a note.
    private mutating func write(_ key: ViewerEvent.Key, after text: String) {
        switch key {
        case .space: writing = text + " "
        case .backspace: writing = String(text.dropLast())
        case .escape: writing = nil
        case .enter:
            writing = nil
            let note = text.split(separator: " ").joined(separator: " ")
            if !note.isEmpty { ask(.note(note)) }
        default: break
        }
    }

    private mutating func handle(functionKey number: Int) {
        switch number {
        case 1: look(from: .front)
        case 2: look(from: .side)
        case 3: look(from: .top)
        case 4: look(from: .audience)
        case 11:
            if isFullScreen { return leaveFullScreen() }
            isFullScreen = true
            ask(.fullScreen)
        default: break
        }
    }

    private mutating func leaveFullScreen() {
        isFullScreen = false
        ask(.window)
    }

    private mutating func handle(_ character: Character) {
        switch character {
        case "n": show(index + 1)
        case "p": show(index - 1)
        case "1"..."9":
            // Of the group that is on stage, where there are several.
            let group = phrases.indices.filter { phrases[$0].group == phrases[index].group }
            if let number = character.wholeNumberValue, number <= group.count { show(group[number - 1]) }
        case "+", "=": speed = Self.speeds.first { $0 > speed + 1e-6 } ?? speed
        case "-", "_": speed = Self.speeds.last { $0 < speed - 1e-6 } ?? speed
        case "0": speed = 1
        case "c": arrange(.sideBySide)
        case "o": arrange(.overlaid)
        case "w": arrange(.asDanced)
        case "k": arrange(.formation)
        case "g": ghosts = Ghosts.allCases.next(after: ghosts)
        case "t":
            let next = (trail ?? -1) + 1
            trail = trailChoices.indices.contains(next) ? next : nil
        case "f": isFollowing.toggle()
        case "v": look(from: CameraPreset.allCases.next(after: view))
        case "r":
            handling = CameraHandling()
            view = .threeQuarter
        case "m": isMirrored.toggle()
        case "d": isDark.toggle()
        case "s": showsScores.toggle()
        case "b": markLoop(start: seconds, end: loop?.end)
        case "e": markLoop(start: loop?.start, end: Double(frame + 1) / timeline.frameRate)
        case "l": loop = nil
        case "a": ask(.accept)
        case "x": ask(.reject)
        case "u": ask(.takeBack)
        case "h", "?": showsHelp.toggle()
        case "q": isClosed = true
        default: break
        }
    }

    // MARK: Takes and camera

    /// Shows another take, around the ends of the list.
    ///
    /// Alone it begins anew, a proposal shortly before its seam; among several it is only chosen.
    private mutating func show(_ other: Int) {
        let before = phrases[index].group
        index = (other + phrases.count) % phrases.count
        if isComparing, phrases[index].group == before { return }
        if shown.count < 2 { arrangement = nil }
        loop = nil
        let seam = phrases[index].seam.map { Double($0) / phrases[index].frameRate }
        seconds = max(0, (seam ?? 0) - Self.approach)
    }

    private mutating func arrange(_ other: Arrangement) {
        let hasOthers = phrases.count { $0.group == phrases[index].group } > 1
        guard hasOthers else { return tell("there is nothing to compare this with") }
        arrangement = arrangement == other ? nil : other
        // Near enough for one is too near for all.
        handling.standBack()
        seconds = min(seconds, lastMoment)
    }

    private mutating func look(from view: CameraPreset) {
        self.view = view
        handling = CameraHandling()
    }

    // MARK: Time

    private mutating func step(by frames: Int) {
        isPlaying = false
        seek(frame: (frame + frames + timeline.frames) % timeline.frames)
    }

    private mutating func seek(frame: Int) { seconds = Double(frame) / timeline.frameRate }

    private mutating func seek(to moment: Double) { seconds = min(max(moment, 0), lastMoment) }

    private mutating func markLoop(start: Double?, end: Double?) {
        let (start, end) = (start ?? 0, end ?? timeline.seconds)
        guard start < end else {
            return tell("a loop ends after it begins: b at its first moment, e at its last")
        }
        loop = Loop(start: start, end: end)
    }

    // MARK: Pointer

    private mutating func grasp(at place: SIMD2<Float>, _ grip: ViewerEvent.Grip, in layout: ViewerLayout) {
        switch (layout.holds(place), grip) {
        case (true, .plain):
            grasp = .time
            seek(frame: frame(at: place, in: layout))
        case (true, .firm): grasp = .loop(from: frame(at: place, in: layout))
        case (false, .plain): grasp = .camera
        case (false, .firm): grasp = .picture
        }
    }

    private mutating func drag(to place: SIMD2<Float>, by change: SIMD2<Float>, in layout: ViewerLayout) {
        let share = change / SIMD2(Float(layout.picture.width), Float(layout.picture.height))
        switch grasp {
        case .nothing: break
        case .camera: handling.turn(by: isMirrored ? share * SIMD2(-1, 1) : share)
        case .picture: handling.pan(by: change / Float(layout.picture.height), isMirrored: isMirrored)
        case .time: seek(frame: frame(at: place, in: layout))
        case .loop(let first):
            let last = frame(at: place, in: layout)
            loop = Loop(
                start: Double(min(first, last)) / timeline.frameRate,
                end: Double(max(first, last) + 1) / timeline.frameRate)
        }
    }

    private func frame(at place: SIMD2<Float>, in layout: ViewerLayout) -> Int {
        min(Int(Double(layout.share(at: place)) * Double(timeline.frames)), timeline.frames - 1)
    }
}

extension Array where Element: Equatable {
    /// The element behind another one, around the end.
    fileprivate func next(after element: Element) -> Element {
        self[((firstIndex(of: element) ?? -1) + 1) % count]
    }
}
