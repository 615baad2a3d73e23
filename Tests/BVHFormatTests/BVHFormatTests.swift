import BVHFormat
import Testing

@Test func theTextbookFileReadsAndWritesBack() throws {
    let text = """
        HIERARCHY
        ROOT Hips
        {
          OFFSET 0 0 0
          CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
          JOINT Chest
          {
            OFFSET 0 5.21 0
            CHANNELS 3 Zrotation Xrotation Yrotation
            End Site
            {
              OFFSET 0 2 0
            }
          }
        }
        MOTION
        Frames: 2
        Frame Time: 0.033333
        8.03 35.01 88.36 -3.41 14.78 -164.35 13.09 40.30 -24.60
        7.81 35.10 86.47 -3.78 12.94 -166.97 12.64 42.57 -22.34
        """
    let document = try BVHDocument.parse(Array(text.utf8), path: "textbook.bvh")
    #expect(document.joints.map(\.name) == ["Hips", "Chest"])
    #expect(document.joints[1].firstChannel == 6)
    #expect(document.frameCount == 2)
    #expect(document.values[17] == -22.34)
    #expect(try BVHDocument.parse(document.serialized(), path: "again.bvh") == document)
}
