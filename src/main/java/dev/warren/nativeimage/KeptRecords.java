package dev.warren.nativeimage;

import java.lang.reflect.RecordComponent;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/** Keeps what Jackson asks records for by reflection, of each record of Warren's that the program uses: any may become JSON. */
public final class KeptRecords implements Feature {

    private static final String OWN = "dev.warren.";

    @Override
    public String getDescription() {
        return "Keeps the components of Warren's records, for JSON";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        access.registerSubtypeReachabilityHandler((analysis, type) -> keep(type), Record.class);
    }

    private static void keep(Class<?> type) {
        if (!type.isRecord() || !type.getName().startsWith(OWN)) {
            return;
        }
        RuntimeReflection.register(type);
        RuntimeReflection.register(type.getDeclaredConstructors());
        RuntimeReflection.register(type.getDeclaredFields());
        RuntimeReflection.registerAllDeclaredMethods(type);
        RuntimeReflection.registerAllRecordComponents(type);
        for (RecordComponent component : type.getRecordComponents()) {
            RuntimeReflection.register(component.getAccessor());
        }
    }
}
