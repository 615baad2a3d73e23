// The strip at the bottom: lanes of effect, and the time line under them.
extension ViewerPanel {
    struct StripKey: Equatable {
        var lanes: [EffectLane]
        var layout: ViewerLayout
        var theme: ViewerTheme
    }

    struct KnobKey: Equatable {
        var radius: Int
        var color: Color
    }

    func stripOverlays(_ contents: Contents, _ theme: ViewerTheme) -> [Overlay] {
        let (state, layout) = (contents.state, contents.layout)
        let (width, line) = (Float(layout.picture.width), layout.line)
        let thickness = layout.pixels(2)
        let timeline = state.timeline
        func x(_ frame: Double) -> Float { layout.x(of: Float(frame / Double(max(timeline.frames - 1, 1)))) }

        var overlays = [
            fill(theme.paper, opacity: 0.8, x: 0, y: layout.stripTop, width: width, height: layout.strip)
        ]
        if layout.lanes > 0 {
            let key = StripKey(lanes: contents.report.lanes, layout: layout, theme: theme)
            overlays.append(strip.overlay(key, x: 0, y: layout.lane(0).y) { draw(key) })
        }
        let top = layout.lanes > 0 ? layout.lane(0).y : line - layout.pixels(8)
        if let loop = state.loop {
            let ends = (x(loop.start * timeline.frameRate), x(loop.end * timeline.frameRate - 1))
            overlays.append(
                fill(
                    theme.accent, opacity: 0.16, x: ends.0, y: top, width: max(ends.1 - ends.0, 2),
                    height: line + layout.pixels(8) - top))
        }

        // The line: the given phrase in its own colour, then what follows it.
        let now = x(Double(state.frame))
        overlays.append(
            fill(
                theme.pale, opacity: 0.45, x: layout.ends.left, y: line - thickness / 2,
                width: layout.ends.right - layout.ends.left, height: thickness))
        let seam = timeline.seam.map { x(Double($0)) }
        let given = min(seam ?? layout.ends.left, now)
        overlays.append(
            fill(
                theme.given, x: layout.ends.left, y: line - thickness, width: given - layout.ends.left,
                height: thickness * 2))
        overlays.append(
            fill(theme.accent, x: given, y: line - thickness, width: now - given, height: thickness * 2))
        if let seam {
            overlays.append(
                fill(
                    theme.ink, x: seam - thickness / 2, y: top, width: thickness,
                    height: line + layout.pixels(8) - top))
            overlays += seamWords(contents, theme, at: seam)
        }

        overlays.append(
            fill(theme.accent, opacity: 0.8, x: now - 0.5, y: top, width: 1, height: line - top))
        let key = KnobKey(radius: Int(layout.pixels(7)), color: theme.accent)
        let radius = Float(key.radius)
        overlays.append(
            knob.overlay(key, x: now - radius - 1, y: line - radius - 1) {
                var image = Image(size: PixelSize(width: key.radius * 2 + 3, height: key.radius * 2 + 3))
                image.fillDisc(
                    x: key.radius + 1, y: key.radius + 1, radius: key.radius, with: key.color.bytes)
                return image
            })
        overlays.append(timeOverlay(contents, theme))
        return overlays
    }

    /// What lies before and behind the seam, at both its sides under the time line.
    private func seamWords(_ contents: Contents, _ theme: ViewerTheme, at seam: Float) -> [Overlay] {
        guard let take = contents.takes.first(where: { $0.seam != nil }), let given = take.seam?.given else {
            return []
        }
        let layout = contents.layout
        let letters = layout.letters(11)
        func key(_ text: String, _ color: Color) -> TextKey {
            TextKey(text: text, size: letters, isBold: false, color: color)
        }
        func short(_ text: String) -> String {
            regular.shortened(
                text, size: letters, toFit: min(Int(layout.pixels(200)), layout.picture.width / 4))
        }
        let y = layout.line + layout.pixels(4)
        let before = key(short(given) + "  ◂", theme.pale)
        let after = key(
            "▸  " + (contents.state.isComparing ? "proposals" : short(take.performer.name)), theme.accent)
        self.given.refresh(before) { picture(of: before) }
        following.refresh(after) { picture(of: after) }
        let end = Float(layout.picture.width) - Float(following.size.width) - layout.pixels(4)
        let right = min(seam + layout.pixels(4), end)
        let left = max(right - Float(self.given.size.width) - layout.pixels(8), layout.pixels(4))
        return [
            self.given.overlay(before, x: left, y: y) { picture(of: before) },
            following.overlay(after, x: right, y: y) { picture(of: after) },
        ]
    }

    private func draw(_ key: StripKey) -> Image {
        let (layout, theme) = (key.layout, key.theme)
        let top = layout.lane(0).y
        let last = layout.lane(layout.lanes - 1)
        var image = Image(
            size: PixelSize(width: layout.picture.width, height: max(Int(last.y + last.w - top), 1)))
        for (index, lane) in key.lanes.prefix(layout.lanes).enumerated() {
            var area = layout.lane(index)
            area.y -= top
            let (name, small) = (layout.letters(12), layout.letters(10))
            let left = Int(layout.pixels(28))
            bold.draw(
                lane.name, into: &image, x: left, y: Int(area.y) + name * 5 / 4, size: name, color: theme.ink)
            let score = regular.width(of: lane.score, size: name)
            regular.draw(
                lane.score, into: &image, x: Int(area.x - layout.pixels(16)) - score,
                y: Int(area.y) + name * 5 / 4, size: name, color: theme.ink)
            regular.draw(
                "\(lane.low) – \(lane.high)", into: &image, x: left,
                y: Int(area.y) + name * 5 / 4 + small * 5 / 4, size: small, color: theme.pale)
            let begin = Int(layout.x(of: lane.start))
            image.drawCurve(
                lane.values, x: begin, y: Int(area.y + layout.pixels(3)),
                width: Int(layout.ends.right) - begin,
                height: Int(area.w - layout.pixels(6)), color: theme.ink,
                thickness: layout.pixels(1.5))
        }
        return image
    }
}
