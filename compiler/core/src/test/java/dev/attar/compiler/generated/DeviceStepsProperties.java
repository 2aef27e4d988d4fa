package dev.attar.compiler.generated;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.fixture.ComposedSpecArbitraries;
import dev.attar.compiler.fixture.NeedsDevice;
import dev.attar.compiler.fixture.ThoroughOnly;
import dev.attar.runtime.device.DeviceInfo.Kind;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What holds for decoders of families holds for any decoder and translator that the language can say, whatever its attention is made of. */
@AddLifecycleHook(NeedsDevice.class)
@AddLifecycleHook(ThoroughOnly.class)
class DeviceStepsProperties {
    @Provide
    Arbitrary<ModelSpec> decoders() {
        return new ComposedSpecArbitraries().specs().filter(spec -> spec.head() instanceof Head.Generate);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void stepsOnADeviceHaveTheBitsOfTheWhole(@ForAll("decoders") ModelSpec spec) {
        DeviceStepsTest.check(spec, Kind.PROCESSOR);
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void soHaveThoseByTheKernelsOfGpus(@ForAll("decoders") ModelSpec spec) {
        DeviceStepsTest.check(spec, Kind.GPU);
    }
}
