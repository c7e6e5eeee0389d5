@echo off
rem Starts Holdfast, and builds it first where that was never done or the sources have changed since.
rem
rem   HOLDFAST_JAVA_HOME   the JDK to use; without it one is looked for
rem   HOLDFAST_JAVA_OPTS   further options for java
rem
rem Exit code: that of the command; 70 when Holdfast could not be built or started.
rem The same as the script `holdfast`, which says more about why.

setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "app=%root%\target\app"
set "log=%root%\target\build.log"
set "needed=25"
set "jdk="
set "failed="

call :find_jdk
if not defined jdk exit /b 70
if not defined HOLDFAST_TRAINING call :build_if_outdated
if defined failed exit /b 70
call :find_kind %1 %2 %3

set "options="
if "%kind%"=="console" set options=-Xmx512m -XX:MaxGCPauseMillis=20 --module-path "%app%\lib\javafx" --add-modules javafx.controls,javafx.fxml --enable-native-access=javafx.graphics,ALL-UNNAMED --add-exports=javafx.base/com.sun.javafx.event=ALL-UNNAMED --add-exports=javafx.controls/com.sun.javafx.scene.control=ALL-UNNAMED --add-exports=javafx.controls/com.sun.javafx.scene.control.behavior=ALL-UNNAMED
if "%kind%"=="command" set options=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC
set "cache=%app%\%kind%-%version%.aot"
if exist "%cache%" set options=%options% "-XX:AOTCache=%cache%"
"%jdk%\bin\java.exe" -Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr %options% %HOLDFAST_JAVA_OPTS% "-Dholdfast.app=%app%" "-Dholdfast.launcher=%root%\holdfast.cmd" -Dfile.encoding=UTF-8 -cp "%app%\lib\*" dev.holdfast.cli.Main %*
exit /b %ERRORLEVEL%

rem ---- The JDK --------------------------------------------------------------------------------------

:find_jdk
if defined HOLDFAST_JAVA_HOME (
    call :try_jdk "%HOLDFAST_JAVA_HOME%"
    if not defined jdk echo holdfast: HOLDFAST_JAVA_HOME is "%HOLDFAST_JAVA_HOME%", which is no JDK %needed% or newer. 1>&2
    exit /b
)
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :try_jdk "%%~dp$PATH:j.."
for /d %%d in ("%USERPROFILE%\.jdks\*" "%USERPROFILE%\.sdkman\candidates\java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*" "%ProgramFiles%\Zulu\*") do call :try_jdk "%%~d"
if not defined jdk echo holdfast: no JDK %needed% or newer found. Install one, for example from https://adoptium.net, or set HOLDFAST_JAVA_HOME to its folder. 1>&2
exit /b

rem Sets jdk to the folder, unless one was found before, when it holds a JDK that is new enough, by its `release` file.
:try_jdk
if defined jdk exit /b
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
set "version=0"
for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" set "version=%%~l"
for /f "tokens=1 delims=.-+" %%m in ("%version%") do set "major=%%m"
if %major% LSS %needed% exit /b
set "jdk=%~f1"
exit /b

rem ---- The build ------------------------------------------------------------------------------------

rem Paths, sizes and times of all sources make the fingerprint. Unlike `holdfast` this takes no lock:
rem two first starts at once may both build, and the later one fails to replace files in use.
:build_if_outdated
if not exist "%root%\target" mkdir "%root%\target"
call :fingerprint > "%root%\target\sources.now"
if exist "%app%\sources" (
    fc /b "%app%\sources" "%root%\target\sources.now" >nul 2>&1
    if not errorlevel 1 exit /b
)
set "failed=true"
where mvn >nul 2>&1
if errorlevel 1 (
    echo holdfast: Maven ^(mvn^) is needed to build Holdfast and is not on the PATH. 1>&2
    exit /b
)
echo Building Holdfast; all that Maven says goes to %log% 1>&2
if exist "%app%" rmdir /s /q "%app%"
set "saved_java_home=%JAVA_HOME%"
set "JAVA_HOME=%jdk%"
call mvn -B -T1 -Dquick -DskipTests "-Dapp.dir=%app%" -f "%root%\pom.xml" package > "%log%" 2>&1
set "built=%ERRORLEVEL%"
set "JAVA_HOME=%saved_java_home%"
if not "%built%"=="0" (
    findstr /b /l /c:"[ERROR]" "%log%" 1>&2
    echo holdfast: the build failed; the whole log is in %log% 1>&2
    exit /b
)
move /y "%root%\target\sources.now" "%app%\sources" >nul
set "failed="
exit /b

:fingerprint
for %%f in ("%root%\pom.xml") do echo %%~f %%~zf %%~tf
where /r "%root%\.mvn" /t *
call :fingerprint_of "%root%\embedded-worker"
for /d %%m in ("%root%\src\*") do call :fingerprint_of "%%~m"
exit /b

:fingerprint_of
if not exist "%~1\pom.xml" exit /b
for %%f in ("%~1\pom.xml") do echo %%~f %%~zf %%~tf
where /r "%~1\src\main" /t *
exit /b

rem ---- The start ------------------------------------------------------------------------------------

:find_kind
set "kind=command"
if "%~1"=="" set "kind=console"
if "%~1"=="console" set "kind=console"
if /i "%~x1"==".holdfast-recording" set "kind=console"
if "%~1"=="--url" if "%~3"=="" set "kind=console"
if "%~1"=="--url" if "%~3"=="console" set "kind=console"
for %%c in (up worker launch bench) do if "%~1"=="%%c" set "kind=service"
for %%c in (up worker launch bench) do if "%~1"=="--url" if "%~3"=="%%c" set "kind=service"
exit /b 0
