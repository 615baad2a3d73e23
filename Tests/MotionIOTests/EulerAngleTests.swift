import BVHFormat
import Motion
import Testing

@testable import MotionIO

@Suite("Euler angles")
struct EulerAngleTests {
    static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

    @Test("any rotation comes back from its angles, in every order, also at gimbal lock", arguments: orders)
    func roundTrip(axes: [Int]) {
        for a in stride(from: -170.0, through: 170, by: 34) {
            for b in [-90.0, -89.99, -45, 0, 30, 89.9, 90, 120] {
                for c in stride(from: -160.0, through: 160, by: 40) {
                    let rotation = EulerAngles.rotation(axes: axes, degrees: [a, b, c])
                    let angles = EulerAngles.degrees(of: rotation, axes: axes, previous: [a + 5, b, c - 5])
                    let again = EulerAngles.rotation(axes: axes, degrees: angles)
                    #expect(again.angle(to: rotation) < 2e-3)
                }
            }
        }
    }

    @Test("a turn that goes on past half a circle does not jump back")
    func unwinding() {
        var previous = [0.0, 0, 0]
        for step in 1...100 {
            let rotation = EulerAngles.rotation(axes: [1, 0, 2], degrees: [Double(step) * 10, 0, 0])
            let angles = EulerAngles.degrees(of: rotation, axes: [1, 0, 2], previous: previous)
            #expect(abs(angles[0] - Double(step) * 10) < 0.05)
            previous = angles
        }
    }
}
