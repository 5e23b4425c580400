@echo off
rem Runs Quarry's command line on Windows. Untested: written without a Windows machine at hand; please report what fails.
rem Needs a JDK 25 in JAVA_HOME. Builds if there is no build; after an update run: mvn -Dquick -DskipTests -pl cli -am package
setlocal
if not exist "%JAVA_HOME%\bin\javac.exe" (
    echo quarry: JAVA_HOME does not point to a JDK. Install a JDK 25, for example from https://adoptium.net, and set it. 1>&2
    exit /b 1
)
set "jar=%~dp0cli\target\quarry.jar"
if not exist "%jar%" (
    echo quarry: building once, which takes a minute 1>&2
    pushd "%~dp0"
    call mvn -q -B -Dquick -DskipTests -pl cli -am package
    popd
)
if not exist "%jar%" (
    echo quarry: the build failed; the reason stands above. 1>&2
    exit /b 1
)
"%JAVA_HOME%\bin\java" -XX:MaxRAMPercentage=50 -XX:+UseParallelGC --add-modules jdk.incubator.vector %QUARRY_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%
