import Motion
import Stage
import Testing

@testable import Film

@Suite("A contact sheet shows phrases as rows of poses")
struct ContactSheetTests {
    /// A dancer who raises the left arm, in so many frames.
    private func row(_ name: String, frames: Int = 40) -> ContactSheet.Row {
        ContactSheet.Row(
            performer: Dancers.raising(name, frames: frames, travel: SIMD3(0, 0, 5)), mark: "1",
            notes: ["sharper than what came before"])
    }

    @Test("The page is as wide as its moments and as high as its rows")
    func size() throws {
        let renderer = try Renderer()
        let one = try ContactSheet(rows: [row("a")], moments: 4, cellWidth: 60).draw(with: renderer)
        let two = try ContactSheet(rows: [row("a"), row("b")], moments: 4, cellWidth: 60).draw(with: renderer)
        let wide = try ContactSheet(rows: [row("a")], moments: 6, cellWidth: 60).draw(with: renderer)
        #expect(two.size.width == one.size.width && wide.size.width > one.size.width)
        let rowHeight = two.size.height - one.size.height
        #expect(rowHeight > 60 && one.size.height >= rowHeight)
    }

    @Test("The same sheet gives the same bytes; another movement gives others")
    func deterministic() throws {
        func draw(_ frames: Int) throws -> Image {
            try ContactSheet(title: "Ways on", rows: [row("a", frames: frames)], moments: 3, cellWidth: 60)
                .draw(with: Renderer())
        }
        #expect(try draw(40) == draw(40))
        #expect(try draw(40) != draw(60), "the labels tell other seconds")
    }

    @Test("Every cell holds a figure, however far the dancer travels")
    func figures() throws {
        let sheet = ContactSheet(rows: [row("a")], moments: 5, cellWidth: 70)
        let image = try sheet.draw(with: Renderer())
        let layout = SheetLayout(sheet, [MomentStrip(sheet.rows[0].performer, moments: 5)])
        for moment in 0..<5 {
            let cell = SheetLayout.labels + moment * 70..<SheetLayout.labels + (moment + 1) * 70
            let dark = (layout.top(ofRow: 0)..<layout.top(ofRow: 0) + layout.strip.height).reduce(0) {
                sum, y in
                sum + cell.count { x in image[x, y].x < 110 }
            }
            #expect(dark > 150)
        }
    }

    @Test("Moments are spread from the first frame to the last; a short phrase shows each frame once")
    func moments() {
        let long = MomentStrip(row("a", frames: 41).performer, moments: 5)
        #expect(long.times == [0, 0.5, 1, 1.5, 2])
        #expect(MomentStrip(row("b", frames: 3).performer, moments: 8).times == [0, 0.05, 0.1])
        #expect(MomentStrip(row("c", frames: 1).performer, moments: 8).times == [0])
    }

    @Test("A row may show a stretch of its phrase only")
    func stretch() {
        let strip = MomentStrip(row("a", frames: 41).performer, moments: 3, within: 20..<41)
        #expect(strip.times == [1, 1.5, 2])
    }

    @Test("A sheet may be dark, or have nothing behind its figures")
    func looks() throws {
        func corner(_ look: Look) throws -> SIMD4<UInt8> {
            try ContactSheet(rows: [row("a")], moments: 3, cellWidth: 60, look: look).draw(with: Renderer())[
                2, 2]
        }
        #expect(try corner(.paper).x > 200 && corner(.darkPaper).x < 60)
        #expect(try corner(.paper.withoutBackground).w == 0)
    }

    @Test("Seconds are written with one decimal")
    func seconds() {
        #expect(0.0.inSeconds == "0.0 s" && 3.96.inSeconds == "4.0 s" && 12.34.inSeconds == "12.3 s")
    }
}
