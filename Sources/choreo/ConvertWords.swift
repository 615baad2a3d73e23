// Public, as conformances of public types must be.
public import ArgumentParser
public import MotionIO

extension ExportFormat: ExpressibleByArgument {}

extension UpAxis: ExpressibleByArgument {
    /// Reads `Y` or `Z`, also as small letters.
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
